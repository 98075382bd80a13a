"""What a published drawing is made of: the elements and attributes that browsers draw, and that neither run nor load.

SVG 2 (W3C, 2018) with the attributes of SVG 1.1 that drawings still have; of HTML, what their labels are written in.
"""

SVG, HTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
XLINK, XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
MATHML = "http://www.w3.org/1998/Math/MathML"

DRAWN = frozenset(
    """
    svg g defs symbol use switch title desc a view image foreignObject style path rect circle ellipse line polyline
    polygon text tspan textPath marker linearGradient radialGradient stop pattern clipPath mask filter feBlend
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence animate animateTransform
    animateMotion mpath set
    """.split()
)
LABELS = frozenset(
    """
    div span p br b i u s em strong sub sup font small big center pre code kbd samp var mark del ins strike
    blockquote hr ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 section
    label a img style
    """.split()
)
"""Elements of HTML that labels of drawings are made of."""

TEXTS = frozenset("text tspan textPath title desc a style".split())
"""Elements of SVG whose text is shown."""

RUNNING = frozenset("script handler listener iframe object embed".split())
ANIMATING = frozenset("set animate animateTransform animateMotion".split())

PLAIN = frozenset("id class role lang tabindex title alt".split())
"""Attributes that are words: no style is looked for in them."""

LABELLED = frozenset(
    "style align valign color face size width height border cellpadding cellspacing colspan rowspan bgcolor dir type "
    "start value span".split()
)
ATTRIBUTES = frozenset(
    """
    style alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-rendering cursor cx cy d direction display dominant-baseline enable-background
    fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-size font-size-adjust
    font-stretch font-style font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical height
    image-rendering isolation kerning letter-spacing lighting-color line-height marker marker-end marker-mid
    marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events r rx ry shape-rendering
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration text-overflow
    text-rendering transform transform-origin unicode-bidi vector-effect visibility white-space width word-spacing
    writing-mode x y

    clipPathUnits dx dy fr fx fy gradientTransform gradientUnits lengthAdjust markerHeight markerUnits markerWidth
    maskContentUnits maskUnits media method offset orient pathLength patternContentUnits patternTransform
    patternUnits points preserveAspectRatio refX refY requiredExtensions requiredFeatures rotate side spacing
    spreadMethod startOffset systemLanguage textLength type version viewBox x1 x2 y1 y2 zoomAndPan

    amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent filterRes filterUnits
    in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode numOctaves operator order
    pointsAtX pointsAtY pointsAtZ preserveAlpha primitiveUnits radius result scale seed slope specularConstant
    specularExponent stdDeviation stitchTiles surfaceScale tableValues targetX targetY xChannelSelector
    yChannelSelector z

    accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints keySplines
    keyTimes max min origin path repeatCount repeatDur restart to values
    """.split()
)
