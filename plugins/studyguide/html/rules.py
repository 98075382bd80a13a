"""How each kind of token is written as HTML: one rule a token type, as the parser library finds them by name."""

from collections.abc import Mapping, Sequence
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from studyguide.html import code_blocks, directions, formulas, identified, tabs, terms
from studyguide.html.admonitions import CALLOUTS, admonition
from studyguide.html.breaks import broken, in_text
from studyguide.html.context import Context, of_asset
from studyguide.language import direction
from studyguide.markdown.addresses import SCHEMES, external, file_name, scheme, shown_from
from studyguide.markdown.allowed import safe_classes
from studyguide.markdown.plain_text import plain
from studyguide.markdown.srcset import Form, written


class _Html(RendererHTML):
    """Rules are methods named after token types, as the base class finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.rules.update(identified.with_ids(self.rules))

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        return str(super().render(_titles_in_place(tokens), options, env))

    def renderAttrs(self, token: Token) -> str:  # type: ignore[override]  # noqa: N802  the base class's name
        attrs = {name: str(value) for name, value in token.attrItems()}
        if "class" in attrs:
            attrs["class"] = safe_classes(attrs["class"])
        return _written(attrs)

    def renderToken(  # noqa: N802  the base class's name
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        html = super().renderToken(tokens, idx, options, env)
        written = tokens[idx].attrs.get("id")
        prefix = env["context"].prefix
        if written is None or not prefix:
            return html
        # On the print page two sections may use one id; links would lead to the first.
        return html.replace(f' id="{escape(str(written))}"', f' id="{escape(f"{prefix}{written}")}"', 1)

    def embed_open(self, *_: object) -> str:
        return '<div class="sg-embed">\n'

    def embed_close(self, *_: object) -> str:
        return "</div>\n"

    def heading_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        context: Context = env["context"]
        token = tokens[idx]
        fragment = f' id="{escape(context.prefix + str(token.attrs["id"]))}"' if "id" in token.attrs else ""
        return f"<{_level(token, context)}{fragment}{directions.of_block(tokens, idx, env)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        context: Context = env["context"]
        # The end has no attributes; the heading's opening token stands two before it.
        fragment = tokens[idx - 2].attrs.get("id")
        link = ""
        if fragment and not context.prefix:
            link = f'<a class="headerlink" href="#{escape(str(fragment))}" title="{_word(env, "text.permalink")}">¶</a>'
        return f"{link}</{_level(tokens[idx], context)}>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self._directed(tokens, idx, options, env)

    dt_open = paragraph_open

    def _directed(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Print an opening tag with the direction of its text, where that is not the guide's."""
        opening = self.renderToken(tokens, idx, options, env)
        found = directions.of_block(tokens, idx, env)
        return opening.replace(">", f"{found}>", 1) if found and opening else opening

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Print text; from right to left, quantities with Latin units are kept in their order."""
        content = tokens[idx].content
        html = in_text(content) if env["context"].breaks else str(super().text(tokens, idx, options, env))
        turned = env["context"].language.is_rtl and direction.is_foreign(content, rtl=False)
        return direction.with_quantities(html) if turned else html

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        named = f"<code{self.renderAttrs(tokens[idx])}>{broken(tokens[idx].content)}</code>"
        return named if env["context"].breaks else str(super().code_inline(tokens, idx, options, env))

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        apart = "<bdi>" if directions.has_foreign(tokens, idx, env) else ""
        return self.renderToken(tokens, idx, options, env) + apart

    def td_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # A cell is its opening token, its text, and this.
        apart = "</bdi>" if directions.has_foreign(tokens, idx - 2, env) else ""
        return apart + self.renderToken(tokens, idx, options, env)

    th_open, th_close = td_open, td_close

    def link_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        return f"<a{_link_attributes(tokens[idx], env['context'], terms.written(tokens, idx))}>"

    def term_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        context, term = env["context"], tokens[idx].meta["term"]
        place = f' id="{escape(terms.mention_id(term, context.prefix))}"' if context.uses else ""
        said = terms.definition(term, context.language, terms.written(tokens, idx))
        return f'<a class="sg-term"{place} href="{escape(context.term(term))}" title="{escape(said)}">'

    def term_close(self, *_: object) -> str:
        return "</a>"

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        context: Context = env["context"]
        token = tokens[idx]
        attrs = dict(token.attrs)
        if "asset" in (token.meta or {}):
            attrs["src"] = of_asset(token.meta, context.asset)
        elif "own" in (token.meta or {}):
            attrs["src"] = context.own(token.meta["own"])
        elif external(str(attrs.get("src", ""))):
            elsewhere = _from_elsewhere(str(attrs["src"]), context)
            if not elsewhere:
                # As where the guide is printed, or learnt, and asks nobody.
                return _as_link(tokens, idx, plain(token.children))
            attrs |= elsewhere
        attrs["alt"] = plain(token.children)
        # The print page holds every picture of the guide.
        attrs.setdefault("loading", "lazy")
        return f"<img{self.renderAttrs(Token('', '', 0, attrs=attrs))}>"

    def raw_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        return f"<{token.tag}{_raw_attributes(token, env['context'])}>" + ("\n" if token.tag == "details" else "")

    def raw_void(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token, context = tokens[idx], env["context"]
        address = str(token.attrs.get("src", "")) if token.tag == "img" else ""
        if external(address) and not context.unsafe and not shown_from(address, context.pictures):
            return _as_link(tokens, idx, str(token.attrs.get("alt", "")))
        return self.raw_open(tokens, idx, options, env)

    def raw_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return f"</{tokens[idx].tag}>"

    def raw_text(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return escape(tokens[idx].content, quote=False)

    wikilink = hashtag = emoji = raw_text

    def unsafe_html(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Print what the owner allowed as it was written; elsewhere, such as in cards, nothing."""
        return tokens[idx].content if env["context"].unsafe else ""

    def html_block(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return escape(tokens[idx].content, quote=False)

    def html_inline(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return escape(tokens[idx].content, quote=False)

    def comment(self, *_: object) -> str:
        return ""

    def fence(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        language, options = code_blocks.info(tokens[idx].info)
        # Not the class `mermaid`: Material's script would load the library from unpkg.com for it.
        if language == "mermaid":
            return f'<pre class="sg-diagram"><code>{escape(tokens[idx].content)}</code></pre>\n'
        return code_blocks.html(tokens[idx].content, language, options)

    def code_block(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return code_blocks.html(tokens[idx].content, "", "")

    def math_inline(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        return formulas.html(tokens[idx], env["context"])

    math_inline_double = math_inline

    def math_block(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        return formulas.html(tokens[idx], env["context"]) + "\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        context: Context = env["context"]
        number, anchor = context.referred(tokens[idx].meta["label"])
        # A style sheet parts it from one before: two numbers in a row read as one.
        also = ' class="sg-also"' if idx and tokens[idx - 1].type == "footnote_ref" else ""
        href = f"#{context.prefix}fn:{number}"
        return f'<sup{also} id="{anchor}"><a class="footnote-ref" href="{href}">{number}</a></sup>'

    def bullet_list_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        opening = self.renderToken(tokens, idx, options, env)  # before what is in it has a direction
        return opening.replace(">", f"{directions.enter(tokens, idx, env)}>", 1)

    ordered_list_open = blockquote_open = bullet_list_open

    def bullet_list_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        directions.leave(env)
        return self.renderToken(tokens, idx, options, env)

    ordered_list_close = blockquote_close = list_item_close = bullet_list_close

    def list_item_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        token, turned = tokens[idx], directions.enter(tokens, idx, env)
        anchor = _written({"id": f"{env['context'].prefix}{token.attrs['id']}"} if "id" in token.attrs else {})
        if "checked" not in (token.meta or {}):
            return f"<li{anchor}{turned}>"
        checked = " checked" if token.meta["checked"] else ""
        label = _word(env, "text.done" if checked else "text.not_done")
        return (
            # Elements of pymdownx.tasklist with custom_checkbox, which Material draws.
            f'<li{anchor} class="task-list-item"{turned}><label class="task-list-control">'
            f'<input type="checkbox" disabled{checked} aria-label="{label}">'
            '<span class="task-list-indicator"></span></label> '
        )

    def callout_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        kind = token.meta["kind"]
        title = self.renderInline(token.children or (), OPTIONS, env) or _callout_title(kind, env)
        return admonition(CALLOUTS.get(kind, "note"), title, token.meta["fold"])

    def callout_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return "</details>\n" if _opening(tokens, idx).meta["fold"] else "</div>\n"

    def admonition_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        text = self.renderInline(token.children or (), OPTIONS, env) if token.content else ""
        fold = {"?": "-", "+": "+"}[token.markup[-1]] if token.markup.startswith("?") else ""
        # The first word is `admonition`; what the plugin adds for folding is said by <details>.
        kinds = [word for word in str(token.attrs["class"]).split()[1:] if "collaps" not in word]
        return admonition(" ".join(kinds), text, fold)

    def admonition_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        return "</details>\n" if tokens[idx].markup.startswith("?") else "</div>\n"

    def tab_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        context: Context = env["context"]
        block = '<div class="tabbed-block">\n'
        if idx and tokens[idx - 1].type == "tab_close":
            return block
        labels = [self.renderInline(token.children or (), OPTIONS, env) for token in tabs.titles(tokens, idx)]
        return tabs.opening(labels, context) + block

    def tab_close(self, tokens: Sequence[Token], idx: int, *_: object) -> str:
        more = idx + 1 < len(tokens) and tokens[idx + 1].type == "tab_open"
        return "</div>\n" if more else "</div>\n</div>\n</div>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        facts = bool((tokens[idx].meta or {}).get("facts"))
        env["context"].tables.append(facts)
        return '<div class="sg-facts"><table>\n' if facts else "<table>\n"

    def table_close(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n" if env["context"].tables.pop() else "</table>\n"


def _titles_in_place(tokens: Sequence[Token]) -> Sequence[Token]:
    """Put the titles of admonitions into the tokens that open them, as those of callouts are."""
    if all(token.type != "admonition_title_open" for token in tokens):
        return tokens
    result: list[Token] = []
    inside = False
    for token in tokens:
        if token.type == "admonition_title_open":
            inside = True
        elif token.type == "admonition_title_close":
            inside = False
        elif inside:
            result[-1] = result[-1].copy(children=token.children)
        else:
            result.append(token)
    return result


def _level(token: Token, context: Context) -> str:
    # Six at most: the print page puts all headings a level lower.
    return f"h{min(6, int(token.tag[1]) + context.shift)}"


def _opening(tokens: Sequence[Token], closing: int) -> Token:
    depth = 0
    for index in range(closing, -1, -1):
        depth -= tokens[index].nesting
        if depth <= 0:
            return tokens[index]
    return tokens[0]


def _word(env: EnvType, key: str) -> str:
    """Say something of ours in the language of the guide."""
    return escape(env["context"].language.word(key))


def _callout_title(kind: str, env: EnvType) -> str:
    """Name a callout that has no title: those that GitHub, Obsidian and Material know in the guide's language."""
    return _word(env, f"callouts.{kind}") if kind in CALLOUTS else escape(kind.replace("-", " ").capitalize())


def _link_attributes(token: Token, context: Context, written: str) -> str:
    meta = token.meta or {}
    attrs: dict[str, str] = {}
    if context.marks and "mark" in meta:
        attrs["id"] = context.prefix + meta["mark"]
    if "page" in meta:
        attrs["href"] = context.page(meta["page"], meta["anchor"])
    elif "asset" in meta:
        attrs["href"] = of_asset(meta, context.asset)
    elif "own" in meta:
        attrs["href"] = context.own(meta["own"])
    else:
        # What else an attribute list may set: id and class follow, made safe; the rest is for pictures.
        attrs |= {name: str(value) for name, value in token.attrs.items() if name in {"href", "title"}}
    if "id" in token.attrs:
        attrs.setdefault("id", context.prefix + str(token.attrs["id"]))
    if "class" in token.attrs:
        attrs["class"] = safe_classes(str(token.attrs["class"]))
    preview = context.preview(meta["page"], meta["anchor"]) if "page" in meta else ""
    if "term" in meta:
        # A short form that leads to a page: what it is short for, then what is there. A term that is explained, and of
        # which that page is not, says nothing of the page's own facts.
        there = "" if meta.get("aside") else preview
        said = terms.definition(meta["term"], context.language, written)
        attrs |= {"class": "sg-link", "title": "\n".join(filter(None, (said, there)))}
    elif "class" in meta:
        attrs["class"] = meta["class"]
    elif preview:
        attrs |= {"class": "sg-link", "title": preview, "data-sg-preview": "1"}
    return _written(attrs)


def _written(attrs: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items() if value or name != "class")


def _from_elsewhere(address: str, context: Context) -> dict[str, str]:
    """Return the attributes of a picture of another site; nothing where it may not be shown here."""
    shown = shown_from(address, context.pictures)
    # Whom a reader asks for a picture need not hear on which page he reads.
    return {"src": shown, "referrerpolicy": "no-referrer"} if shown else {}


def _as_link(tokens: Sequence[Token], idx: int, words: str) -> str:
    """Write a picture as a link to it; in a link its words alone."""
    address = str(tokens[idx].attrs["src"])
    words = escape(words or file_name(address) or address)
    in_link = sum(token.nesting for token in tokens[:idx] if token.tag == "a")
    return words if in_link > 0 or scheme(address) not in {"", *SCHEMES} else f'<a href="{escape(address)}">{words}</a>'


def _raw_attributes(token: Token, context: Context) -> str:
    attrs = {name: str(value) for name, value in token.attrs.items()}
    meta = token.meta or {}
    if "page" in meta:
        attrs["href"] = context.page(meta["page"], meta["anchor"])
    elif "asset" in meta:
        attrs["href" if token.tag == "a" else "src"] = of_asset(meta, context.asset)
    elif "own" in meta:
        attrs["href" if token.tag == "a" else "src"] = context.own(meta["own"])
    elif token.tag == "img" and external(attrs.get("src", "")) and not context.unsafe:
        elsewhere = _from_elsewhere(attrs.pop("src"), context)
        attrs |= {"loading": "lazy", **elsewhere} if elsewhere else {}
    if "sources" in meta:
        attrs["srcset"] = _srcset(meta["sources"], context)
    if "id" in attrs:
        attrs["id"] = context.prefix + attrs["id"]
    return _written(attrs)


def _srcset(sources: Sequence[Form], context: Context) -> str:
    """Write the addresses of a picture's other forms, those of other sites where the owner lets them."""
    return written(
        (context.asset(file) if file else shown_from(source.address, context.pictures), source.condition)
        for source, file in sources
    )


# The type wants every key; the renderer reads xhtmlOut, breaks, langPrefix and highlight.
OPTIONS = OptionsDict({"maxNesting": 100, "html": True, "linkify": False, "typographer": False, "quotes": "“”‘’",
                        "xhtmlOut": False, "breaks": False, "langPrefix": "language-", "highlight": None})  # fmt: skip
RENDERER = _Html()
"""Holds no state between calls; one serves a whole build."""
