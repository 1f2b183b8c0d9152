"use strict";
// The page's own script. Texts of the graph reach the document by textContent and fillText alone.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);

  // Of what a node or an edge tells: below the number of things that thing, from there on a tie, -1 nothing.
  const count = data.things.length;
  const nodes = data.nodes.map(([x, y, look, about, ...texts], id) => ({ ...data.looks[look], id, x, y, about, texts, label: " " }));
  const lines = data.curves.map(([look, about, tipX, tipY, ...points]) => {
    const path = new Path2D();
    path.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 6) path.bezierCurveTo(...points.slice(i, i + 6));
    const middle = Math.floor(points.length / 4) * 2;
    const [endX, endY] = points.slice(-2), [startX, startY] = points;
    return { ...data.looks[look], about, path, tipX, tipY, endX, endY, startX, startY, middle: { x: points[middle], y: points[middle + 1] } };
  });
  for (const node of nodes) {
    if (node.shape !== "custom") continue;
    const [width, height] = node.size;
    delete node.size;
    node.ctxRenderer = ({ ctx, x, y, state }) => ({
      drawNode() {
        const strong = state.selected || state.hover;
        node.signs.forEach((sign, place) => signs.draw(ctx, sign, x + sign.x, y, strong && !place));
        ctx.fillStyle = strong && node.role === "label" ? "#b04a00" : node.ink;
        ctx.textBaseline = "middle";
        for (const [text, size, align, dx, dy] of node.texts) {
          ctx.font = `${size}px ${data.font}`;
          ctx.textAlign = align === "middle" ? "center" : align;
          ctx.fillText(text, x + dx, y + dy);
        }
      },
      nodeDimensions: { width, height },
    });
  }

  const network = new vis.Network(byId("canvas"), { nodes: new vis.DataSet(nodes), edges: new vis.DataSet([]) }, {
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    nodes: { fixed: true, labelHighlightBold: false, color: "rgba(0,0,0,0)" },
    interaction: { dragNodes: false, hover: true, keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6 },
  });
  // Fields and lines behind the things, as the picture has them.
  let chosen = -1;
  const drawHead = (ctx, line) => {
    const { head, tipX, tipY, endX, endY } = line;
    const open = head.startsWith("o"), angle = Math.atan2(tipY - endY, tipX - endX);
    const length = Math.hypot(tipX - endX, tipY - endY);
    ctx.setLineDash([]);
    ctx.lineWidth = 0.9;
    ctx.beginPath();
    ctx.save();
    ctx.translate(endX, endY);
    ctx.rotate(angle);
    if (head.endsWith("dot")) ctx.arc(length / 2, 0, length / 2, 0, 2 * Math.PI);
    else {
      const [base, point] = head.endsWith("inv") ? [length, 0] : [0, length];
      ctx.moveTo(base, -length * 0.45);
      ctx.lineTo(point, 0);
      ctx.lineTo(base, length * 0.45);
      ctx.closePath();
    }
    ctx.restore();
    if (open) ctx.fillStyle = "#ffffff";
    ctx.fill();
    ctx.stroke();
  };
  const drawLine = (ctx, line, strong) => {
    ctx.strokeStyle = ctx.fillStyle = strong ? "#d55e00" : line.colour;
    ctx.setLineDash(line.dashes);
    ctx.lineWidth = line.pen + (strong ? 1.5 : 0);
    ctx.stroke(line.path);
    if (line.double) {
      ctx.strokeStyle = "#ffffff";
      ctx.lineWidth = 1.1;
      ctx.stroke(line.path);
      ctx.strokeStyle = ctx.fillStyle;
    }
    if (line.head !== "none") drawHead(ctx, line);
  };
  network.on("beforeDrawing", (ctx) => {
    ctx.save();
    for (const [left, top, right, bottom, fill] of data.panels) {
      ctx.fillStyle = fill;
      ctx.fillRect(left, top, right - left, bottom - top);
    }
    for (const line of lines) drawLine(ctx, line, false);
    if (chosen >= 0) lines.filter((line) => line.about === chosen).forEach((line) => drawLine(ctx, line, true));
    ctx.restore();
  });
  const pointed = document.createElement("canvas").getContext("2d");
  const lineAt = ({ x, y }) => {
    const near = (line) => {
      pointed.lineWidth = Math.max(line.pen, 8 / network.getScale());
      return line.about >= 0 && pointed.isPointInStroke(line.path, x, y);
    };
    return lines.findLast(near);
  };
  const whole = () => {
    const [left, top, right, bottom] = data.bounds;
    const { clientWidth, clientHeight } = byId("canvas");
    const scale = Math.min(clientWidth / (right - left + 40), clientHeight / (bottom - top + 40), 1.6);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  };
  whole();
  document.fonts.load(`12px ${data.font}`).finally(() => network.redraw());
  byId("whole").addEventListener("click", whole);

  const rows = [...document.querySelectorAll("tbody tr")];
  const tiesOf = (thing) => data.ties.flatMap((ends, tie) => (ends.includes(thing) ? [tie] : []));
  const cell = (row, place) => row.cells[place].textContent.trim();
  const saying = (row) => {
    const dates = [cell(row, 3), cell(row, 4)];
    return [`${cell(row, 0)} — ${cell(row, 1)} — ${cell(row, 2)}`, dates.some(Boolean) ? dates.join("–") : ""].join(" ").trim();
  };
  const show = (heading, ids) => {
    const parts = heading ? [made("h3", heading)] : [];
    for (const id of ids) {
      const row = rows[id];
      parts.push(made("h3", saying(row)), made("p", `${cell(row, 5)} · ${cell(row, 6)}`, "trust"));
      parts.push(...[...row.cells[7].children].map((quote) => made("blockquote", quote.textContent.trim())));
    }
    byId("evidence").replaceChildren(...parts);
    rows.forEach((row, id) => row.classList.toggle("chosen", ids.includes(id)));
  };
  const showThing = (thing) => {
    chosen = -1;
    show(data.things[thing][2], tiesOf(thing));
  };
  const select = (tie) => {
    chosen = count + tie;
    network.unselectAll();
    network.redraw();
    show("", [tie]);
  };
  network.on("click", (event) => {
    const told = event.nodes.length ? nodes[event.nodes[0]] : lineAt(event.pointer.canvas);
    if (!told || told.about < 0) return;
    if (told.about < count) showThing(told.about);
    else select(told.about - count);
  });
  byId("ties").addEventListener("click", (event) => {
    if (!event.target.closest("#ties button")) return;
    const tie = rows.indexOf(event.target.closest("tr"));
    const line = lines.find((each) => each.about === count + tie);
    if (line) network.moveTo({ position: line.middle, scale: Math.max(network.getScale(), 0.9) });
    select(tie);
  });

  const goTo = (thing) => {
    const found = nodes.filter((node) => node.about === thing).map((node) => node.id);
    network.selectNodes(found, false);
    network.focus(found[0], { scale: Math.max(network.getScale(), 1.2) });
    showThing(thing);
  };
  searched({ names: data.things.map(([ja, en]) => [ja, en]), titleOf: (thing) => data.things[thing][2], goTo, words: data.words });
  document.documentElement.dataset.ready = "yes";
})();
