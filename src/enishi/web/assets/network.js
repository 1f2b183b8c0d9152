// The canvas of the network page. Its data is inert JSON in the page; names reach the DOM by textContent alone.
// The same data gives the same picture: places start from the order of the nodes and are worked out without chance.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const box = document.getElementById("canvas"), chosen = document.getElementById("chosen"), words = data.words;
  const say = (text) => { const p = document.createElement("p"); p.textContent = text; chosen.replaceChildren(p); };
  if (!data.nodes.length) return;
  const graph = new graphology.MultiGraph();
  const kinds = [...new Set(data.nodes.map((n) => n.kind))];
  const degrees = data.nodes.map(() => 0);
  for (const [a, b] of data.edges) { degrees[a]++; degrees[b]++; }
  const count = data.nodes.length;
  data.nodes.forEach((node, i) => {
    // sunflower spirals, one sector a kind, so that equal kinds begin together
    const sector = kinds.indexOf(node.kind) / kinds.length * 2 * Math.PI, r = Math.sqrt(i + 1), turn = i * 2.39996;
    graph.addNode(i, {
      x: node.centre ? 0 : Math.cos(sector) * 3 * Math.sqrt(count) + r * Math.cos(turn),
      y: node.centre ? 0 : Math.sin(sector) * 3 * Math.sqrt(count) + r * Math.sin(turn),
      size: (node.centre ? 5 : 0) + Math.min(14, 3.5 + 1.6 * Math.sqrt(degrees[i])),
      label: node.label, color: node.colour, kind: node.kind, forceLabel: node.centre,
    });
  });
  data.edges.forEach(([a, b, label, href, sure, status, since, until], i) => {
    if (a === b) return;
    graph.addEdgeWithKey(i, a, b, {
      size: sure ? 2 : 0.8, color: status === "ended" ? "#c9ced4" : "#8f9aa6", label, href, since, until,
    });
  });
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: count > 300, barnesHutTheta: 0.9 };
  settings.gravity = 1; settings.scalingRatio = count < 300 ? 12 : 6; settings.adjustSizes = count < 300;
  forceAtlas2.assign(graph, { iterations: count < 200 ? 300 : count < 800 ? 120 : 30, settings });
  let renderer;
  try {
    renderer = new Sigma(graph, box, {
      labelDensity: 0.6, labelGridCellSize: 130, labelRenderedSizeThreshold: count > 400 ? 9 : 4,
      labelFont: getComputedStyle(document.body).fontFamily, labelSize: 13, labelColor: { color: "#1b1f24" },
      allowInvalidContainer: true, defaultEdgeColor: "#8f9aa6", zIndex: true, enableEdgeEvents: true, hideEdgesOnMove: graph.size > 5000,
    });
  } catch (error) { say(words.no_canvas); return; }
  const state = { hover: null, off: new Set(), year: null };
  const lit = (edge) => graph.source(edge) === state.hover || graph.target(edge) === state.hover;
  const outside = (a) => state.year !== null && ((a.since && a.since > state.year) || (a.until && a.until < state.year));
  renderer.setSetting("nodeReducer", (node, attributes) => {
    if (state.off.has(attributes.kind)) return { ...attributes, hidden: true };
    if (state.hover === null || node === state.hover) return attributes;
    return graph.areNeighbors(node, state.hover)
      ? { ...attributes, forceLabel: true, zIndex: 1 } : { ...attributes, color: "#e4e7eb", label: "" };
  });
  renderer.setSetting("edgeReducer", (edge, attributes) => {
    if (outside(attributes)) return { ...attributes, hidden: true };
    return state.hover !== null && !lit(edge) ? { ...attributes, hidden: true } : attributes;
  });
  const link = (text, href) => { const a = document.createElement("a"); a.textContent = text; a.href = href; return a; };
  const tell = (node) => {
    const about = data.nodes[node], head = document.createElement("p"), list = document.createElement("ul");
    const name = document.createElement("strong");
    name.textContent = about.label;
    head.append(name, ` (${about.says}) `, link(words.open, about.href), " ", link(words.expand, about.expand));
    graph.forEachEdge(node, (edge, attributes, source, target) => {
      const item = document.createElement("li"), other = source === String(node) ? target : source;
      item.append(link(attributes.label, attributes.href), " — ", link(data.nodes[other].label, data.nodes[other].href));
      list.append(item);
    });
    chosen.replaceChildren(head, list);
  };
  let held = false;
  renderer.on("enterNode", ({ node }) => { if (!held) { state.hover = node; renderer.refresh({ skipIndexation: true }); } });
  renderer.on("leaveNode", () => { if (!held) { state.hover = null; renderer.refresh({ skipIndexation: true }); } });
  renderer.on("clickNode", ({ node }) => { held = true; state.hover = node; tell(node); renderer.refresh({ skipIndexation: true }); });
  renderer.on("clickStage", () => { held = false; state.hover = null; renderer.refresh({ skipIndexation: true }); });
  renderer.on("clickEdge", ({ edge }) => {
    const attributes = graph.getEdgeAttributes(edge), p = document.createElement("p");
    const [a, b] = graph.extremities(edge);
    p.append(link(data.nodes[a].label, data.nodes[a].href), " — ", link(attributes.label, attributes.href), " — ",
      link(data.nodes[b].label, data.nodes[b].href));
    chosen.replaceChildren(p);
  });
  const camera = renderer.getCamera();
  document.getElementById("nearer").addEventListener("click", () => camera.animatedZoom());
  document.getElementById("farther").addEventListener("click", () => camera.animatedUnzoom());
  document.getElementById("whole").addEventListener("click", () => camera.animatedReset());
  for (const tick of document.querySelectorAll("#kinds input")) {
    const change = () => { state.off[tick.checked ? "delete" : "add"](tick.value); };
    change();
    tick.addEventListener("change", () => {
      change();
      const url = new URL(location.href);
      state.off.size ? url.searchParams.set("hide", [...state.off].join(" ")) : url.searchParams.delete("hide");
      history.replaceState(null, "", url);
      renderer.refresh();
    });
  }
  const years = data.edges.flatMap((edge) => [edge[6], edge[7]]).filter(Boolean).map(Number);
  if (new Set(years).size > 1) {
    const range = document.getElementById("year"), shown = document.getElementById("year-shown");
    range.min = Math.min(...years); range.max = Math.max(...years) + 1; range.value = range.max;
    shown.textContent = "—";
    range.addEventListener("input", () => {
      state.year = range.value === range.max ? null : range.value;
      shown.textContent = state.year ?? "—";
      renderer.refresh({ skipIndexation: true });
    });
    document.getElementById("period").hidden = false;
  }
  renderer.refresh();
  box.dataset.drawn = String(graph.order);
})();
