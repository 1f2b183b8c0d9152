"use strict";
// Things and ties that are looked around in: drawn by sigma, or on a plain canvas, from places that are given.
// `data`: names and places of things, kindOf (numbers of kinds), kinds (their signs), ties (rows that begin with the
// numbers of both ends and of a style), styles, font; where things stand in the fields of groups also groups (label,
// colours, field) and groupOf (their numbers).
const picture = (() => {
  // Ties by the two things that they tie: one line each, however many ties it stands for.
  const pairsOf = ({ names, ties }) => {
    const tiesOf = names.map(() => []), pairs = new Map();
    ties.forEach(([a, b], tie) => {
      tiesOf[a].push(tie);
      if (a === b) return;
      tiesOf[b].push(tie);
      const key = Math.min(a, b) * names.length + Math.max(a, b);
      if (pairs.has(key)) pairs.get(key).push(tie);
      else pairs.set(key, [tie]);
    });
    return { tiesOf, pairs, pairList: [...pairs.values()] };
  };

  // How each thing and each line looks now: `chosen` stands out, kinds that are `off` and ties that are `gone` are not drawn.
  const looksOf = ({ data, pairList, nameOf, chosen, off, closed = new Set(), gone = () => false }) => {
    const crossing = data.groups?.length ? 0.5 : 1; // lines between fields run across all others
    const opacity = crossing * Math.min(0.55, Math.max(0.07, 12 / Math.sqrt(pairList.length)));
    const isOff = (thing) => off.has(data.kindOf[thing]) || (closed.size > 0 && closed.has(data.groupOf[thing]));
    return {
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
          hidden: isOff(a) || isOff(b) || ties.every(gone), dash: style.dash, zIndex: lit ? 1 : 0,
          size: (style.sure ? 1.8 : 0.9) + (lit ? 0.8 : 0),
          color: (style.over ? "#8a8f94" : data.kinds[data.kindOf[a]].line) + Math.round(alpha * 255).toString(16).padStart(2, "0"),
        };
      },
    };
  };

  // The grounds of groups behind all lines, their names before everything.
  const withFields = (renderer, data, fields) => {
    const [x, y] = [0, 1].map((side) => plain.extent(data.groups.flatMap(({ field }) => [field[side], field[side + 2]])));
    renderer.createCanvasContext("fields", { beforeLayer: "edges" });
    renderer.resize(true);
    renderer.setSetting("stagePadding", 16);
    renderer.setCustomBBox({ x, y });
    const { fields: ground, labels } = renderer.getCanvases();
    renderer.on("afterRender", () => {
      const below = ground.getContext("2d"), { width, height } = renderer.getDimensions();
      const toScreen = ([x, y]) => Object.values(renderer.graphToViewport({ x, y }));
      below.clearRect(0, 0, width, height);
      plain.drawFields(below, fields(), toScreen);
      plain.nameFields(labels.getContext("2d"), fields(), toScreen, data.font);
    });
    renderer.refresh();
  };

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const withSigma = (box, { data, fields, ends, sizes, threshold, look, on }) => {
    const { things: Signs, Line, Nothing } = programs();
    const graph = new graphology.MultiGraph();
    data.places.forEach(([x, y], thing) => graph.addNode(thing, { x, y, size: sizes[thing], sign: data.kindOf[thing] }));
    ends.forEach(([a, b], pair) => graph.addEdgeWithKey(pair, a, b, {}));
    const names = [];
    const renderer = new Sigma(graph, box, {
      nodeProgramClasses: { circle: Signs(data.kinds) }, nodeHoverProgramClasses: { circle: Nothing },
      edgeProgramClasses: { line: Line, arrow: Nothing },
      defaultDrawNodeLabel: (ctx, node) => { if (node.label) names.push({ ...node, ctx, id: Number(node.key) }); },
      labelFont: data.font, labelSize: 12.5, labelDensity: 2, labelGridCellSize: 60,
      labelRenderedSizeThreshold: threshold, zIndex: true, stagePadding: 40, minCameraRatio: 0.01, maxCameraRatio: 2,
      hideEdgesOnMove: ends.length > 30000,
      nodeReducer: (node, own) => ({ ...own, ...look.thing(Number(node)) }),
      edgeReducer: (edge) => look.line(edge),
    });
    renderer.on("beforeRender", () => { names.length = 0; });
    const writeNames = () => { if (names.length) plain.writeNames(names[0].ctx, names, data.font); };
    renderer.on("afterRender", writeNames);
    writeNames();
    if (fields().length) withFields(renderer, data, fields);
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
    renderer.on("enterNode", () => { box.style.cursor = "pointer"; });
    renderer.on("leaveNode", () => { box.style.cursor = ""; });
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
  // The handles of the picture that a page's canvas shows, once the font is there and its first frame is drawn.
  const draw = async (given) => {
    const { data, pairList, tiesOf, on } = given, box = byId("canvas"), things = data.names.length, look = looksOf(given);
    const [base, growth] = things > 2000 ? [1.4, 0.6] : things > 800 ? [2.4, 0.85] : things > 200 ? [3.4, 1.1] : [5.5, 1.5];
    const share = Math.min(1, Math.max(0.5, box.clientWidth / 800)); // smaller signs where there is less room
    const sizes = tiesOf.map((ties) => share * Math.min(base * 6, base + growth * Math.sqrt(ties.length)));
    const threshold = share * (things > 800 ? base * 2.2 : things > 200 ? base * 1.25 : 0), ends = pairList.map((ties) => data.ties[ties[0]]);
    const fields = () => (data.groups || []).filter((_, group) => !given.closed?.has(group));
    let view = null;
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") on.nothing();
      const act = KEYS[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      view?.[act]();
    });
    for (const id of ["nearer", "farther", "whole"]) byId(id).addEventListener("click", () => view?.[id]());
    await document.fonts.load(`12px ${data.font}`).catch(() => {});
    try {
      view = withSigma(box, { data, fields, ends, sizes, threshold, look, on });
    } catch (error) { // no WebGL here
      box.replaceChildren();
      view = plain.draw(box, {
        things: data.places.map(([x, y], thing) => ({ x, y, size: sizes[thing], sign: data.kindOf[thing] })),
        lines: ends, kinds: data.kinds, fields, look, on, font: data.font, threshold,
      });
    }
    return view;
  };
  return { pairsOf, draw };
})();
