"use strict";
// Very many things and ties on a plain canvas, where a browser has no WebGL; and what it shares with the WebGL
// programs: all signs on one sheet, and names that leave each other room.
const plain = (() => {
  const CELL = 128, ROW = 8, FILL = 0.8;

  // All signs side by side, each in the middle of its cell.
  const sheet = (looks) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = CELL * ROW;
    const ctx = canvas.getContext("2d");
    looks.slice(0, ROW * ROW).forEach(({ shape, fill, line }, place) => {
      const [width, height] = signs.sizeOf(shape), scale = (CELL * FILL) / 22;
      ctx.save();
      ctx.translate(((place % ROW) + 0.5) * CELL, (Math.floor(place / ROW) + 0.5) * CELL);
      ctx.scale(scale, scale);
      signs.draw(ctx, { shape, fill, line, pen: 1.4, width, height }, 0, 0, false);
      ctx.restore();
    });
    return canvas;
  };

  // Names beside their signs with a rim of white, the most important first; what has no room waits for a nearer look.
  const writeNames = (ctx, names, font) => {
    const taken = [], free = (box) => !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = "rgba(255,255,255,.92)";
    ctx.fillStyle = "#1a1a1a";
    ctx.textAlign = "start";
    ctx.textBaseline = "middle";
    for (const { label, strong, x, y, size } of names.sort((a, b) => b.strong - a.strong || b.size - a.size || a.id - b.id)) {
      const height = strong ? 15.5 : 12.5;
      ctx.font = `${strong ? "bold " : ""}${height}px ${font}`;
      const long = ctx.measureText(label).width, right = x + size + 3;
      const turned = right + long > ctx.canvas.clientWidth && x - size - 3 - long > 0; // no room before the edge
      const left = turned ? x - size - 3 - long : right;
      const box = [Math.min(left, x - size), y - height / 2 - 1, Math.max(left + long + 4, x + size), y + height / 2 + 1];
      if (!strong && !free(box)) continue;
      taken.push(box);
      ctx.strokeText(label, left, y);
      ctx.fillText(label, left, y);
    }
  };

  const extent = (values) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

  // The grounds of groups, `fields`; their names, cut where a field is narrow: what has no room waits for a nearer look.
  const drawFields = (ctx, fields, toScreen) => {
    for (const { fill, field: [left, low, right, high] } of fields) {
      const [x, y] = toScreen([left, high]), [endX, endY] = toScreen([right, low]);
      ctx.fillStyle = fill;
      ctx.fillRect(x, y, endX - x, endY - y);
    }
  };
  const nameFields = (ctx, fields, toScreen, font) => {
    ctx.font = `bold 12.5px ${font}`;
    ctx.textAlign = "start";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    for (const { label, count, fill, ink, field: [left, low, right, high] } of fields) {
      const [x, y] = toScreen([left, high]), [endX, endY] = toScreen([right, low]), room = endX - x - 8, letters = [...label];
      let text = `${label} ${count}`;
      while (letters.length && ctx.measureText(text).width > room) text = `${letters.splice(-1) && letters.join("")}…`;
      if (text.length < 3 || endY - y < 16) continue;
      ctx.strokeStyle = fill;
      ctx.fillStyle = ink;
      ctx.strokeText(text, x + 4, y + 3);
      ctx.fillText(text, x + 4, y + 3);
    }
  };

  // The line that passes nearest to a point, or -1 where none does within four pixels.
  const nearest = (at, lines, hidden, x, y) => {
    let [found, least] = [-1, 4];
    lines.forEach(([a, b], line) => {
      const [[ax, ay], [bx, by]] = [at[a], at[b]], length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
      const share = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
      const far = Math.hypot(ax + (bx - ax) * share - x, ay + (by - ay) * share - y);
      if (far < least && !hidden(line)) [found, least] = [line, far];
    });
    return found;
  };

  // The same picture and the same handles as sigma's, on a canvas of its own. Things are `{ x, y, size, sign }`,
  // lines pairs of their numbers; `look` says how each is drawn now, `on` is told what is clicked.
  const draw = (box, { things, lines, kinds, fields = () => [], look, on, font, threshold }) => {
    const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d"), drawn = sheet(kinds);
    canvas.className = "plain";
    box.append(canvas);
    const sides = (key) => things.map((thing) => thing[key]);
    const edges = (side) => fields().flatMap(({ field }) => [field[side], field[side + 2]]);
    const [left, right] = extent([...sides("x"), ...edges(0)]), [low, high] = extent([...sides("y"), ...edges(1)]);
    const whole = { x: (left + right) / 2, y: (low + high) / 2, zoom: 1 };
    let camera = { ...whole }, asked = 0;
    const scale = () => camera.zoom * Math.min((box.clientWidth - 80) / (right - left || 1), (box.clientHeight - 80) / (high - low || 1));
    const toScreen = ({ x, y }) => [(x - camera.x) * scale() + box.clientWidth / 2, box.clientHeight / 2 - (y - camera.y) * scale()];
    const grown = () => Math.sqrt(camera.zoom);
    const paint = () => {
      asked = 0;
      const ratio = devicePixelRatio || 1, [width, height] = [box.clientWidth, box.clientHeight];
      [canvas.width, canvas.height] = [width * ratio, height * ratio];
      ctx.scale(ratio, ratio);
      const at = things.map(toScreen), looks = things.map((_, thing) => look.thing(thing)), near = Math.max(1, camera.zoom ** 0.6);
      drawFields(ctx, fields(), ([x, y]) => toScreen({ x, y }));
      const strokes = new Map();
      lines.forEach(([a, b], line) => {
        const { hidden, color, size, dash, zIndex } = look.line(line);
        if (hidden) return;
        const key = `${zIndex}|${color}|${size}|${dash}`;
        if (!strokes.has(key)) strokes.set(key, { color, size, dash, zIndex, path: new Path2D() });
        const { path } = strokes.get(key);
        path.moveTo(...at[a]);
        path.lineTo(...at[b]);
      });
      for (const { color, size, dash, path } of [...strokes.values()].sort((a, b) => a.zIndex - b.zIndex)) {
        ctx.globalAlpha = Math.min(0.95, (parseInt(color.slice(7), 16) / 255) * near);
        ctx.strokeStyle = color.slice(0, 7);
        ctx.lineWidth = size * grown();
        ctx.setLineDash(dash ? [dash, dash] : []);
        ctx.stroke(path);
      }
      const names = [];
      things.map((_, thing) => thing).sort((a, b) => looks[a].zIndex - looks[b].zIndex).forEach((thing) => {
        const { hidden, opacity, label, strong, forceLabel } = looks[thing], { sign, size } = things[thing], [x, y] = at[thing];
        if (hidden || x < -50 || y < -50 || x > width + 50 || y > height + 50) return;
        const radius = size * grown(), side = (2 * radius) / FILL, cell = Math.min(sign, ROW * ROW - 1);
        ctx.globalAlpha = opacity;
        ctx.drawImage(drawn, (cell % ROW) * CELL, Math.floor(cell / ROW) * CELL, CELL, CELL, x - side / 2, y - side / 2, side, side);
        if (label && (forceLabel || radius >= threshold)) names.push({ id: thing, label, strong, x, y, size: radius });
      });
      ctx.globalAlpha = 1;
      writeNames(ctx, names, font);
      nameFields(ctx, fields(), ([x, y]) => toScreen({ x, y }), font);
    };
    const refresh = () => { asked ||= requestAnimationFrame(paint); };
    const zoomed = (factor, x = box.clientWidth / 2, y = box.clientHeight / 2) => {
      const [dx, dy] = [(x - box.clientWidth / 2) / scale(), (box.clientHeight / 2 - y) / scale()];
      const zoom = Math.min(60, Math.max(0.5, camera.zoom * factor)), share = 1 - camera.zoom / zoom;
      camera = { x: camera.x + dx * share, y: camera.y + dy * share, zoom };
      refresh();
    };
    const moved = (right, down) => {
      camera = { ...camera, x: camera.x + right / scale(), y: camera.y - down / scale() };
      refresh();
    };
    const pressed = (x, y) => {
      const at = things.map(toScreen), far = (thing) => Math.hypot(at[thing][0] - x, at[thing][1] - y) - things[thing].size * grown();
      const shown = things.map((_, thing) => thing).filter((thing) => !look.thing(thing).hidden);
      const thing = shown.reduce((best, each) => (far(each) < far(best) ? each : best), shown[0]);
      if (thing !== undefined && far(thing) < 4) return on.thing(thing);
      const line = nearest(at, lines, (each) => look.line(each).hidden, x, y);
      return line < 0 ? on.nothing() : on.line(line);
    };
    let drag = null;
    canvas.addEventListener("pointerdown", (event) => {
      drag = { x: event.offsetX, y: event.offsetY, far: 0 };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drag) return;
      const [right, down] = [event.offsetX - drag.x, event.offsetY - drag.y];
      moved(-right, -down);
      drag = { x: event.offsetX, y: event.offsetY, far: drag.far + Math.abs(right) + Math.abs(down) };
    });
    canvas.addEventListener("pointerup", (event) => {
      if (drag && drag.far < 4) pressed(event.offsetX, event.offsetY);
      drag = null;
    });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoomed(event.deltaY < 0 ? 1.3 : 1 / 1.3, event.offsetX, event.offsetY);
    }, { passive: false });
    new ResizeObserver(refresh).observe(box);
    paint();
    return {
      refresh, redraw: refresh,
      show(wanted) {
        const at = wanted.map((thing) => things[thing]), mean = (side) => at.reduce((sum, each) => sum + each[side], 0) / at.length;
        const far = Math.max(...at.map((each) => Math.hypot(each.x - at[0].x, each.y - at[0].y)));
        camera = { x: mean("x"), y: mean("y"), zoom: Math.min(Math.max(camera.zoom, 4), (right - left) / (far * 1.6 || 1)) };
        refresh();
      },
      nearer: () => zoomed(1.5), farther: () => zoomed(1 / 1.5), whole: () => { camera = { ...whole }; refresh(); },
      left: () => moved(-90, 0), right: () => moved(90, 0), up: () => moved(0, -90), down: () => moved(0, 90),
    };
  };
  return { ROW, FILL, sheet, extent, drawFields, nameFields, writeNames, nearest, draw };
})();
