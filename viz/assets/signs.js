"use strict";
// The symbols of kinds, as Graphviz draws them, on any canvas; and the legend's samples of them.
const signs = (() => {
  // Corners in a square from -1 to 1.
  const ring = (count, turn) => Array.from({ length: count }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / count;
    return [Math.cos(angle), Math.sin(angle)];
  });
  const CORNERS = {
    box: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
    hexagon: [[-1, 0], [-0.55, -1], [0.55, -1], [1, 0], [0.55, 1], [-0.55, 1]],
    octagon: ring(8, Math.PI / 8).map(([x, y]) => [x * 1.08, y * 1.08]),
    pentagon: ring(5, -Math.PI / 2),
    septagon: ring(7, -Math.PI / 2),
    diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    house: [[0, -1], [1, -0.35], [1, 1], [-1, 1], [-1, -0.35]],
    parallelogram: [[-0.6, -1], [1, -1], [0.6, 1], [-1, 1]],
    trapezium: [[-0.6, -1], [0.6, -1], [1, 1], [-1, 1]],
    invtrapezium: [[-1, -1], [1, -1], [0.6, 1], [-0.6, 1]],
    note: [[-1, -1], [0.4, -1], [1, -0.5], [1, 1], [-1, 1]],
    folder: [[-1, -0.6], [-0.1, -0.6], [0, -1], [0.8, -1], [1, -0.6], [1, 1], [-1, 1]],
    tab: [[-1, -1], [0, -1], [0, -0.6], [1, -0.6], [1, 1], [-1, 1]],
    cds: [[-1, -1], [0.5, -1], [1, 0], [0.5, 1], [-1, 1]],
    rarrow: [[-1, -0.5], [0.2, -0.5], [0.2, -1], [1, 0], [0.2, 1], [0.2, 0.5], [-1, 0.5]],
    box3d: [[-1, -0.6], [-0.7, -1], [1, -1], [1, 0.6], [0.7, 1], [-1, 1]],
    cylinder: [[-1, -0.8], [-0.5, -1], [0.5, -1], [1, -0.8], [1, 0.8], [0.5, 1], [-0.5, 1], [-1, 0.8]],
    component: [[-0.8, -1], [1, -1], [1, 1], [-0.8, 1], [-0.8, 0.6], [-1, 0.6], [-1, 0.2], [-0.8, 0.2], [-0.8, -0.2], [-1, -0.2], [-1, -0.6], [-0.8, -0.6]],
  };
  CORNERS.doubleoctagon = CORNERS.octagon;
  CORNERS.Mdiamond = CORNERS.diamond;
  CORNERS.Msquare = CORNERS.box;
  const ROUND = new Set(["ellipse", "oval", "egg", "circle", "doublecircle"]);
  const DOUBLE = new Set(["doublecircle", "doubleoctagon", "Mdiamond", "Msquare"]);

  const trace = (ctx, sign, x, y, share) => {
    const [w, h] = [(sign.width / 2) * share, (sign.height / 2) * share];
    ctx.beginPath();
    if (ROUND.has(sign.shape)) ctx.ellipse(x, y, w, h, 0, 0, 2 * Math.PI);
    else if (sign.shape === "card") ctx.roundRect(x - w, y - h, 2 * w, 2 * h, 8);
    else {
      (CORNERS[sign.shape] || CORNERS.box).forEach(([cx, cy], i) => ctx[i ? "lineTo" : "moveTo"](x + cx * w, y + cy * h));
      ctx.closePath();
    }
  };
  const drawSign = (ctx, sign, x, y, strong) => {
    ctx.fillStyle = sign.fill;
    ctx.strokeStyle = strong ? "#d55e00" : sign.line;
    ctx.lineWidth = sign.pen + (strong ? 1.5 : 0);
    trace(ctx, sign, x, y, 1);
    ctx.fill();
    ctx.stroke();
    if (DOUBLE.has(sign.shape)) {
      trace(ctx, sign, x, y, 0.62);
      ctx.stroke();
    }
  };

  // The size at which a shape looks as heavy as the others, in a legend's field of 28 by 20.
  const SQUARE = ["doublecircle", "octagon", "circle", "diamond", "house", "Mdiamond", "note"];
  const sizeOf = (shape) => [SQUARE.includes(shape) ? 17 : 22, 16];
  for (const sample of document.querySelectorAll("canvas.sample")) {
    const ctx = sample.getContext("2d");
    ctx.scale(2, 2);
    const sign = { shape: sample.dataset.shape, fill: sample.dataset.fill, line: sample.dataset.line, pen: 1.2 };
    const [width, height] = sizeOf(sign.shape);
    drawSign(ctx, { ...sign, width, height }, 14, 10, false);
  }
  return { draw: drawSign, sizeOf };
})();
