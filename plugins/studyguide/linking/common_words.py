"""Words that titles share with ordinary text: they name no particular thing, and become no links."""

_FUNCTION = """
a an and are as at by can do does for from how in into is it not of on or out that the this to using versus
via vs what when where which who why with without working you your
"""
_HEADING = """
about advanced advantages answers appendix background basic basics benefits best bonus cases cheatsheet
checklist common concept concepts conclusion cons contents definition demo description details different
disadvantages example examples exercise exercises extra facts faq features final first further general
getting glossary good great guide hands-on help history important index info information introduction key
lab labs last learned lessons limitations limits links main misc miscellaneous mistakes more motivation new
next note notes number one options other overview part parts performance plan points practice practices
preface principles problem problems pros purpose questions quick quickstart quiz random reading recap
reference references remarks remember resources result results review scenario scenarios second sections
security see setup sheet simple solution some started steps stuff summaries summary terms things three tip
tips todo tools topics traps two types understanding usage use useful versus vocabulary vs walkthrough
warning ways what work works
"""
_SUBJECT = """
access account action alarm alert analytics api architecture archive attack audit authentication
authorisation authorization availability backup balancer batch block branch bucket budget build cache
capacity certificate chart class client cloud cluster code command component compute configuration
connection console container controller cost credential dashboard data database deployment design device
directory disk distribution document domain durability encryption endpoint engine environment error event
failover failure file filter firewall folder format framework function gateway group hardware health host
identity image infrastructure ingestion instance integration interface job key language latency layer
library lifecycle limit list listener location log logging loop machine management master memory message
messaging metadata method metric migration model module monitoring network networking node object operation
operator option organisation organization origin output package parameter partition password patch path
peering permission pipeline placement platform pod policy pool port price pricing principal process product
profile program project property protocol provider proxy query queue quota record recovery region registry
release replica replication repository request resource response restore role route router routing rule
runtime scaling schedule scheduler schema scope script search secret server service session setting shard
site snapshot software source stack stage standard state statement step storage strategy stream string
subnet subscription support switch system table tag target task team template tenant test testing thread
time token topic traffic trigger tunnel type update upgrade user value variable version volume web website
window worker workflow workload zone
"""
_UNSPACED = """
おわりに はじめに まとめ 使い方 使用方法 参考文献 参考資料 参考资料 注意事项 注意点 用語集 相关链接 関連項目
"""

_CASELESS = """
مقدمة المقدمة تمهيد ملخص الملخص خلاصة الخلاصة خاتمة الخاتمة مثال أمثلة ملاحظات مراجع المراجع مصادر المصادر
أسئلة تمارين نظرة
מבוא הקדמה סיכום תקציר דוגמה דוגמאות הערות הערה מקורות מראי סקירה שאלות תרגילים נספח
परिचय प्रस्तावना सारांश निष्कर्ष उदाहरण संदर्भ टिप्पणी टिप्पणियाँ प्रश्न अभ्यास अवलोकन
소개 개요 요약 결론 예시 예제 참고 참고문헌 서론 정리 질문 연습 부록 메모
"""

FUNCTION_WORDS = frozenset(_FUNCTION.split())
HEADING_WORDS = frozenset(_HEADING.split())
"""Words of headings like “Use cases”, which many sections have."""

SUBJECT_WORDS = frozenset(_SUBJECT.split())
"""Things that guides have sections about, in the singular. Who wants links to one makes it an alias."""

UNSPACED_HEADINGS = frozenset(_UNSPACED.split())
"""Headings of Japanese and Chinese notes."""

CASELESS_HEADINGS = frozenset(_CASELESS.split())
"""Headings of Arabic, Hebrew, Hindi and Korean notes."""
