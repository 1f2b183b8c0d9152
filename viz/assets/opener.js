"use strict";
// The page's scripts stand packed in it. Unpacked, each runs only if its digest is one that the page's policy admits.
(async () => {
  for (const { textContent } of document.querySelectorAll("script.packed")) {
    const packed = Uint8Array.from(atob(textContent), (char) => char.charCodeAt(0));
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const script = document.createElement("script");
    script.textContent = await new Response(unpacked).text();
    document.body.append(script);
  }
})();
