"""Asking an OpenAI-compatible endpoint for JSON, with retries, a time limit, and the tokens counted.

The key comes from the environment (ENISHI_LLM_KEY, else OPENAI_API_KEY), never from a command line; without one
no key is sent.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Final

from ...errors import ModelUnreachable, UsageError

RETRIED: Final = frozenset({408, 409, 429, 500, 502, 503, 504})
_MOST: Final = 20_000_000


@dataclass(slots=True)
class Usage:
    """What was asked so far: requests that were answered, and tokens as the endpoint counts them."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Client:
    """One model at one endpoint (``url``: up to and with ``/v1``)."""

    def __init__(
        self, url: str, model: str, *, timeout: float = 60.0, retries: int = 3, pause: float = 1.0
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError("llm_url", url=url)
        self.url, self.model = url.rstrip("/") + "/chat/completions", model
        self.timeout, self.retries, self.pause = timeout, retries, pause
        self.usage = Usage()

    def ask(self, instruction: str, text: str, schema: dict[str, Any]) -> Any:
        """The model's answer as JSON, or ``None`` where it is none; raises ``llm_unreachable``, ``llm_refused``."""
        form = {"type": "json_schema", "json_schema": {"name": "facts", "schema": schema, "strict": False}}
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            "response_format": form,
        }
        reply = self._post(json.dumps(body).encode())
        try:
            answer = json.loads(reply)
            used = answer.get("usage") or {}
            self.usage.requests += 1
            self.usage.prompt_tokens += int(used.get("prompt_tokens") or 0)
            self.usage.completion_tokens += int(used.get("completion_tokens") or 0)
            return json.loads(answer["choices"][0]["message"]["content"])
        except (ValueError, LookupError, TypeError, AttributeError):
            return None

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": "enishi"}
        if key := os.environ.get("ENISHI_LLM_KEY") or os.environ.get("OPENAI_API_KEY"):
            headers["Authorization"] = f"Bearer {key}"
        reason = ""
        for attempt in range(self.retries + 1):
            if attempt:
                time.sleep(self.pause * 2 ** (attempt - 1))
            request = urllib.request.Request(self.url, body, headers, method="POST")  # noqa: S310  (http or https, checked)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310
                    return bytes(response.read(_MOST))
            except urllib.error.HTTPError as error:
                reason = f"HTTP {error.code}"
                error.close()
                if error.code not in RETRIED:
                    raise ModelUnreachable("llm_refused", url=self.url, reason=reason) from None
            except (OSError, ValueError) as error:
                reason = str(getattr(error, "reason", None) or error) or type(error).__name__
            except Exception as error:  # a reply that breaks off (http.client.HTTPException)
                reason = type(error).__name__
        raise ModelUnreachable("llm_unreachable", url=self.url, tries=self.retries + 1, reason=reason)
