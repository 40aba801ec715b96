"""One address of every page of the portal, without its language."""

from urllib.parse import quote

# The showcase of the demo region: the same in every region, whatever its size.
TRADING = "91650100MA77X3PQ6A"
TRADING_NAME = "新疆天山金石商贸有限公司"
BAKER = "92653125MA6D00069T"
REVOKED_NUMBER = "652201075536505"

PLAN = "dem0n0tce65010000000000001"  # a notice of an authority

HOME = "/"
RESULTS = f"/search?q={quote('天山')}"
NOTHING = f"/search?q={quote('鑾鑿齉龘')}"
ENTERPRISE = f"/enterprise/{TRADING}"

PAGES = {
    "home": HOME,
    "results": RESULTS,
    "all enterprises": "/search",
    "filtered": f"{RESULTS}&status=operating&not.division=653101",
    "penalties": "/search?kind=penalty",
    "notice results": "/search?kind=notice",
    "nothing found": NOTHING,
    "enterprise": ENTERPRISE,
    "individual business": f"/enterprise/{BAKER}",
    "revoked enterprise": f"/enterprise/{REVOKED_NUMBER}",
    "unknown enterprise": "/enterprise/91650100MA6D00008X",
    "wrong code": "/enterprise/abc",
    "filed report": f"{ENTERPRISE}/report/2024",
    "consent that nobody gave": "/report-consent/none",
    "instant information that is not there": f"{ENTERPRISE}/instant/none",
    "notices": "/notices",
    "notices of an agency": f"/notices?agency={quote('乌鲁木齐市市场监督管理局')}&objections=open",
    "no notices": "/notices?year=1900",
    "notice": f"/notices/{PLAN}",
    "commitments": "/commitments",
    "commitments narrowed": "/commitments?state=public&not.kept=kept",
    "no commitments": f"/commitments?q={quote('鑾鑿齉龘')}",
    "commitment that is not public": f"/commitment/{TRADING}/{'0' * 26}",
    "recent": "/recent?kind=licence&days=7",
    "recent of one day": "/recent?kind=abnormal&days=1",
    "document": "/document",
    "objection to a registered fact": f"/objection/{TRADING}/f-address",
    "objection to what is not public": f"/objection/{TRADING}/{'0' * 26}",
    "supervision": f"/report?about={TRADING}",
    "report of a promise": f"/report/promise?about={TRADING}",
    "report of a broker": "/report/broker",
    "question about a record": f"/report/record?about={TRADING}",
    "query code": "/report/status",
    "document not found": f"/document?number={quote('新市监罚〔2026〕1号')}",
    "terms": "/terms",
    "services": "/services",
    "handling times": "/handling",
    "repair": "/repair",
    "repair letter": "/repair/letter",
    "letter that nobody wrote": "/repair/letter/none",
    "about": "/about",
    "status": "/status",
    "preferences": "/preferences",
    "components": "/components",
    "login": "/login",
    "signed out": "/signed-out",
    "missing page": "/no-such-page",
}
# Answers that are no page of their own.
NO_PAGE = {
    "/report/add",  # answers a form with the page of its case
    "/report/withdraw",
    "/suggest",
    "/login/<provider>",
    "/enterprise/<address>/mark.svg",
    "/enterprise/<address>/mark.png",
    "/commitment/<address>/<record>/mark.svg",
    "/commitment/<address>/<record>/mark.png",
    "/commitment/<address>/<record>/mark.pdf",
    "/calendar/<token>.ics",
}
