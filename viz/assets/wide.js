"use strict";
// The page of very many ties. Places are given; sigma draws them, or a plain canvas. Texts reach the document by textContent alone.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = (word, details) => Object.entries(details).reduce((text, [key, value]) => text.replace(`{${key}}`, value), data.words[word]);
  const grouped = (number) => number.toLocaleString("en");

  // The rows of the table stand in the file for readers without scripts; here they are read one by one when shown.
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
  const text = (html) => html.replace(/&(?:amp|lt|gt|#34|#39);/g, (found) => ENTITIES[found]);
  const held = byId("rows").textContent;
  const lines = held.slice(held.indexOf("<tbody>\n") + 8, held.lastIndexOf("\n</tbody>")).split("\n");
  const row = (tie) => {
    const cells = lines[tie].slice(lines[tie].indexOf("<th")).split(/<t[dh][^>]*>/).slice(1);
    return { cells: cells.slice(0, -1).map(text), quotes: cells.at(-1).split("<p>").slice(1).map(text) };
  };

  // Ties by the two things that they tie: one line each, however many ties it stands for.
  const things = data.names.length;
  const tiesOf = Array.from({ length: things }, () => []);
  const pairs = new Map();
  data.ties.forEach(([a, b], tie) => {
    tiesOf[a].push(tie);
    if (a === b) return;
    tiesOf[b].push(tie);
    const key = Math.min(a, b) * things + Math.max(a, b);
    if (pairs.has(key)) pairs.get(key).push(tie);
    else pairs.set(key, [tie]);
  });
  const pairList = [...pairs.values()];
  const nameOf = (thing) => data.names[thing][0];
  const titleOf = (thing) => `${nameOf(thing)} (${data.kinds[data.kindOf[thing]].label})`;

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
  const off = new Set();
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
  const opacity = Math.min(0.55, Math.max(0.07, 12 / Math.sqrt(pairList.length)));
  const [base, growth] = things > 2000 ? [1.4, 0.6] : things > 800 ? [2.4, 0.85] : [3.4, 1.1];
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isOff = (thing) => off.has(data.kindOf[thing]);
  const look = {
    thing(thing) {
      const strong = thing === chosen.thing || (chosen.pair !== null && chosen.near.has(thing));
      const any = chosen.near.size > 0, near = strong || chosen.near.has(thing);
      return {
        hidden: isOff(thing), opacity: any && !near ? 0.15 : 1, strong,
        label: any && !near ? null : nameOf(thing), forceLabel: strong || (near && chosen.near.size < 30), zIndex: near ? 1 : 0,
      };
    },
    line(pair) {
      const ties = pairList[pair], [a, b] = data.ties[ties[0]];
      const any = chosen.near.size > 0;
      const lit = ties === chosen.pair || a === chosen.thing || b === chosen.thing;
      const style = data.styles[Math.min(...ties.map((tie) => data.ties[tie][2]))];
      const alpha = lit ? 0.9 : any ? opacity * 0.25 : opacity * (style.sure ? 1.6 : 1);
      return {
        hidden: isOff(a) || isOff(b), dash: style.dash, zIndex: lit ? 1 : 0,
        size: (style.sure ? 1.8 : 0.9) + (lit ? 0.8 : 0),
        color: (style.over ? "#8a8f94" : data.kinds[data.kindOf[a]].line) + Math.round(alpha * 255).toString(16).padStart(2, "0"),
      };
    },
  };
  const sizes = tiesOf.map((ties) => Math.min(base * 6, base + growth * Math.sqrt(ties.length)));
  const threshold = base * (things > 800 ? 2.2 : 1.25);
  const on = { thing: (thing) => chooseThing(thing), line: (line) => choosePair(pairList[line]), nothing: () => clear() };
  const ends = pairList.map((ties) => data.ties[ties[0]]);
  const withSigma = () => {
    const { things: Signs, Line, Nothing } = programs();
    const graph = new graphology.MultiGraph();
    data.places.forEach(([x, y], thing) => graph.addNode(thing, { x, y, size: sizes[thing], sign: data.kindOf[thing] }));
    ends.forEach(([a, b], pair) => graph.addEdgeWithKey(pair, a, b, {}));
    const names = [];
    const renderer = new Sigma(graph, byId("canvas"), {
      nodeProgramClasses: { circle: Signs(data.kinds) }, nodeHoverProgramClasses: { circle: Nothing },
      edgeProgramClasses: { line: Line, arrow: Nothing },
      defaultDrawNodeLabel: (ctx, node) => { if (node.label) names.push({ ...node, ctx, id: Number(node.key) }); },
      labelFont: data.font, labelSize: 12.5, labelDensity: 2, labelGridCellSize: 60,
      labelRenderedSizeThreshold: threshold, zIndex: true, stagePadding: 40, minCameraRatio: 0.01, maxCameraRatio: 2,
      hideEdgesOnMove: pairList.length > 30000,
      nodeReducer: (node, own) => ({ ...own, ...look.thing(Number(node)) }),
      edgeReducer: (edge) => look.line(edge),
    });
    renderer.on("beforeRender", () => { names.length = 0; });
    const writeNames = () => { if (names.length) plain.writeNames(names[0].ctx, names, data.font); };
    renderer.on("afterRender", writeNames);
    writeNames();
    renderer.on("clickNode", ({ node }) => on.thing(Number(node)));
    renderer.on("clickStage", ({ event }) => {
      const at = data.places.map((_, thing) => {
        const { x, y } = renderer.framedGraphToViewport(renderer.getNodeDisplayData(thing));
        return [x, y];
      });
      const line = plain.nearest(at, ends, (each) => look.line(each).hidden, event.x, event.y);
      if (line < 0) on.nothing();
      else on.line(line);
    });
    renderer.on("enterNode", () => { byId("canvas").style.cursor = "pointer"; });
    renderer.on("leaveNode", () => { byId("canvas").style.cursor = ""; });
    const camera = renderer.getCamera(), duration = still ? 0 : 300;
    const move = (x, y) => {
      const { ratio } = camera;
      camera.animate({ x: camera.x + x * ratio, y: camera.y + y * ratio }, { duration: still ? 0 : 120 });
    };
    return {
      refresh: () => renderer.refresh({ skipIndexation: true }),
      redraw: () => renderer.refresh(),
      show(wanted) {
        const at = wanted.map((thing) => renderer.getNodeDisplayData(thing));
        const mean = (side) => at.reduce((sum, each) => sum + each[side], 0) / at.length;
        const far = Math.max(...at.map((each) => Math.hypot(each.x - at[0].x, each.y - at[0].y)));
        const ratio = Math.max(Math.min(camera.ratio, 0.25), far * 1.6);
        camera.animate({ x: mean("x"), y: mean("y"), ratio }, { duration });
      },
      nearer: () => camera.animatedZoom({ duration }),
      farther: () => camera.animatedUnzoom({ duration }),
      whole: () => camera.animatedReset({ duration }),
      left: () => move(-0.1, 0), right: () => move(0.1, 0), up: () => move(0, 0.1), down: () => move(0, -0.1),
    };
  };
  const KEYS = { "+": "nearer", ";": "nearer", "-": "farther", 0: "whole", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    view?.[act]();
  });
  for (const id of ["nearer", "farther", "whole"]) byId(id).addEventListener("click", () => view?.[id]());
  for (const tick of document.querySelectorAll("#kinds input")) {
    tick.addEventListener("change", () => {
      off[tick.checked ? "delete" : "add"](Number(tick.value));
      view?.redraw();
    });
  }

  const ready = () => requestAnimationFrame(() => { document.documentElement.dataset.ready = "yes"; });
  drawTable();
  document.fonts.load(`12px ${data.font}`).finally(() => {
    try {
      view = withSigma();
    } catch (error) { // no WebGL here
      byId("canvas").replaceChildren();
      view = plain.draw(byId("canvas"), {
        things: data.places.map(([x, y], thing) => ({ x, y, size: sizes[thing], sign: data.kindOf[thing] })),
        lines: ends, kinds: data.kinds, look, on, font: data.font, threshold,
      });
    }
    ready();
  });
})();
