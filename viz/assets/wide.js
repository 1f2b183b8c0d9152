"use strict";
// The page of very many ties. Places are given; sigma draws them, or a plain canvas. Texts reach the document by textContent alone.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = (word, details) => Object.entries(details).reduce((text, [key, value]) => text.replace(`{${key}}`, value), data.words[word]);
  const grouped = (number) => number.toLocaleString("en");

  // The rows of the table stand in the file for readers without scripts; here they are read one by one when shown.
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
  const text = (html) => html.replace(/&(?:amp|lt|gt|#34|#39);/g, (found) => ENTITIES[found]);
  const documents = [...document.querySelectorAll("#documents li")].map((item) => item.textContent);
  const quoted = (html) => html.split(/<b>\[(\d+)\]<\/b>/).map((part, place) => (place % 2 ? documents[part - 1] : text(part))).join("");
  const held = byId("rows").textContent;
  const lines = held.slice(held.indexOf("<tbody>\n") + 8, held.lastIndexOf("\n</tbody>")).split("\n");
  const row = (tie) => {
    const cells = lines[tie].slice(lines[tie].indexOf("<th")).split(/<t[dh][^>]*>/).slice(1);
    return { cells: cells.slice(0, -1).map(text), quotes: cells.at(-1).split("<p>").slice(1).map(quoted) };
  };

  const things = data.names.length;
  const { tiesOf, pairs, pairList } = picture.pairsOf(data);
  const nameOf = (thing) => data.names[thing][0];
  const groupOf = (thing) => (data.groups.length ? ` · ${data.groups[data.groupOf[thing]].label}` : "");
  const titleOf = (thing) => `${nameOf(thing)} (${data.kinds[data.kindOf[thing]].label}${groupOf(thing)})`;

  // The table, a page at a time.
  const PAGE = 100;
  const table = { ties: data.ties.map((_, tie) => tie), heading: "", page: 0 };
  const drawTable = () => {
    const { ties, heading, page } = table;
    const shown = ties.slice(page * PAGE, (page + 1) * PAGE);
    byId("ties").replaceChildren(...shown.map((tie) => {
      const { cells, quotes } = row(tie), line = document.createElement("tr");
      cells.forEach((content, place) => {
        const cell = made(place ? "td" : "th", place === 1 ? "" : content);
        if (!place) cell.scope = "row";
        if (place === 1) {
          const button = made("button", content);
          button.type = "button";
          button.addEventListener("click", () => goToTie(tie));
          cell.append(button);
        }
        line.append(cell);
      });
      const last = document.createElement("td");
      last.append(...quotes.map((quote) => made("p", quote)));
      line.append(last);
      return line;
    }));
    byId("range").textContent = say("range", {
      first: grouped(shown.length ? page * PAGE + 1 : 0), last: grouped(page * PAGE + shown.length), count: grouped(ties.length),
    });
    byId("of").textContent = heading;
    byId("every").hidden = !heading;
    byId("before").disabled = page === 0;
    byId("after").disabled = (page + 1) * PAGE >= ties.length;
  };
  const listTies = (ties, heading) => {
    Object.assign(table, { ties, heading, page: 0 });
    drawTable();
  };
  const turn = (step) => {
    table.page += step;
    drawTable();
  };
  byId("before").addEventListener("click", () => turn(-1));
  byId("after").addEventListener("click", () => turn(1));
  byId("every").addEventListener("click", () => clear());

  // The sentences beside the picture.
  const TOLD = 40;
  const tell = (heading, ties) => {
    const parts = heading ? [made("h3", heading)] : [];
    for (const tie of ties.slice(0, TOLD)) {
      const { cells, quotes } = row(tie), dates = [cells[3], cells[4]];
      parts.push(made("h4", `${cells[0]} — ${cells[1]} — ${cells[2]} ${dates.some(Boolean) ? dates.join("–") : ""}`.trim()));
      parts.push(made("p", `${cells[5]} · ${cells[6]}`, "trust"), ...quotes.map((quote) => made("blockquote", quote)));
    }
    if (ties.length > TOLD) parts.push(made("p", say("in_table", { count: grouped(ties.length - TOLD) })));
    byId("evidence").replaceChildren(...parts);
    byId("panel").scrollTop = 0;
  };

  // What is chosen: a thing, or the ties between two.
  const chosen = { thing: -1, near: new Set(), pair: null };
  const off = new Set(), closed = new Set();
  let view = null;
  const choose = (thing, ties, heading) => {
    const near = ties.flatMap((tie) => data.ties[tie]);
    Object.assign(chosen, { thing, near: new Set(near), pair: thing < 0 && ties.length ? ties : null });
    tell(thing < 0 ? "" : heading, ties);
    listTies(ties, heading);
    view?.refresh();
  };
  const chooseThing = (thing) => choose(thing, tiesOf[thing], titleOf(thing));
  const choosePair = (ties) => choose(-1, ties, data.ties[ties[0]].slice(0, 2).map(nameOf).join(" – "));
  const clear = () => {
    Object.assign(chosen, { thing: -1, near: new Set(), pair: null });
    byId("evidence").replaceChildren(made("p", data.words.select));
    listTies(data.ties.map((_, tie) => tie), "");
    view?.refresh();
  };
  const goToTie = (tie) => {
    const [a, b] = data.ties[tie];
    view?.show([a, b]);
    choosePair(pairs.get(Math.min(a, b) * things + Math.max(a, b)) || [tie]);
    byId("panel").scrollIntoView({ block: "nearest" });
  };
  const goTo = (thing) => {
    view?.show([thing]);
    chooseThing(thing);
  };

  searched({ names: data.names, titleOf, goTo, words: data.words, shown: grouped });

  // The picture.
  const on = { thing: (thing) => chooseThing(thing), line: (line) => choosePair(pairList[line]), nothing: () => clear() };
  for (const tick of document.querySelectorAll("#kinds input, #groups input")) {
    const left = tick.closest("#groups") ? closed : off;
    tick.addEventListener("change", () => {
      left[tick.checked ? "delete" : "add"](Number(tick.value));
      view?.redraw();
    });
  }
  drawTable();
  picture.draw({ data, pairList, tiesOf, nameOf, chosen, off, closed, on }).then((drawn) => {
    view = drawn;
    requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; });
  });
})();
