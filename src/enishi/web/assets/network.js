// The picture of the network page. Its data is inert JSON in the page, places and all; names reach the document by
// textContent alone. What is chosen, hidden or set is in the address, so that it can be kept and sent.
"use strict";
(() => {
  const data = JSON.parse(byId("data").textContent), { words } = data;
  if (!data.names.length) return;
  data.font = getComputedStyle(document.body).fontFamily;
  const { tiesOf, pairs, pairList } = picture.pairsOf(data);
  const keep = (name, value) => {
    const url = new URL(location.href);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    history.replaceState(null, "", url);
  };
  const asked = new URL(location.href).searchParams;

  const chosen = { thing: -1, near: new Set(), pair: null }, off = new Set();
  let view = null, year = null;
  const gone = (tie) => {
    const [since, until] = data.ties[tie].slice(6);
    return year !== null && Boolean((since && since > year) || (until && until < year));
  };
  const link = (text, href) => {
    const a = made("a", text);
    a.href = href;
    return a;
  };
  const page = (number) => data.base + data.hrefs[number].split("/").map(encodeURIComponent).join("/");
  const thing = (number) => link(data.names[number], page(number));
  const around = (number) => {
    const url = new URL(data.around, location.href);
    url.searchParams.set("centre", data.iris + data.hrefs[number]);
    return url.pathname + url.search;
  };
  const relation = (tie) => {
    const [, , , which, statement, period] = data.ties[tie];
    return link(`${data.relations[which]} ${period}`.trim(), data.statements + statement);
  };
  const TOLD = 60;
  const listed = (ties, item) => {
    const list = document.createElement("ul"), shown = ties.filter((tie) => !gone(tie));
    for (const tie of shown.slice(0, TOLD)) {
      const line = document.createElement("li");
      line.append(...item(tie));
      list.append(line);
    }
    if (shown.length > TOLD) list.append(made("li", words.more.replace("{count}", shown.length - TOLD)));
    return list;
  };
  const told = (...parts) => byId("chosen").replaceChildren(...parts);
  const choose = (number) => {
    const ties = tiesOf[number], head = document.createElement("p"), name = made("strong", data.names[number]);
    Object.assign(chosen, { thing: number, near: new Set([number, ...ties.flatMap((tie) => data.ties[tie].slice(0, 2))]), pair: null });
    head.append(name, ` (${data.kinds[data.kindOf[number]].label}) `, link(words.open, page(number)), " ", link(words.expand, around(number)));
    told(head, listed(ties, (tie) => {
      const [a, b] = data.ties[tie];
      return [relation(tie), " — ", thing(a === number ? b : a)];
    }));
    keep("thing", data.hrefs[number]);
    view?.refresh();
  };
  const choosePair = (ties) => {
    Object.assign(chosen, { thing: -1, near: new Set(data.ties[ties[0]].slice(0, 2)), pair: ties });
    told(listed(ties, (tie) => [thing(data.ties[tie][0]), " — ", relation(tie), " — ", thing(data.ties[tie][1])]));
    keep("thing", "");
    view?.refresh();
  };
  const clear = () => {
    Object.assign(chosen, { thing: -1, near: new Set(), pair: null });
    told(made("p", words.hint));
    keep("thing", "");
    view?.refresh();
  };

  for (const tick of document.querySelectorAll("#kinds input")) {
    const kind = data.kinds.findIndex(({ id }) => id === tick.value);
    const change = () => off[tick.checked ? "delete" : "add"](kind);
    change();
    tick.addEventListener("change", () => {
      change();
      keep("hide", [...off].map((each) => data.kinds[each].id).join(" "));
      view?.redraw();
    });
  }

  const years = data.ties.flatMap((tie) => tie.slice(6)).filter(Boolean).map(Number);
  if (new Set(years).size > 1) {
    const range = byId("year");
    range.min = years.reduce((least, each) => Math.min(least, each));
    range.max = years.reduce((most, each) => Math.max(most, each)) + 1;
    range.value = asked.get("year") || range.max;
    const change = () => {
      year = range.value === range.max ? null : range.value;
      byId("year-shown").textContent = year ?? "—";
    };
    change();
    range.addEventListener("input", () => {
      change();
      keep("year", year);
      view?.redraw();
    });
    byId("period").hidden = false;
  }

  const on = { thing: choose, line: (line) => choosePair(pairList[line]), nothing: clear };
  const first = data.hrefs.indexOf(asked.get("thing"));
  if (first >= 0) choose(first);
  picture.draw({ data, pairList, tiesOf, nameOf: (number) => data.names[number], chosen, off, gone, on }).then((drawn) => {
    view = drawn;
    requestAnimationFrame(() => { byId("canvas").dataset.drawn = String(data.names.length); });
  });
})();
