"use strict";
// How sigma draws what the other pictures draw: a thing as the sign of its kind, a tie as a line with dashes.
const programs = () => {
  const { NodeProgram, EdgeProgram } = Sigma.rendering, { floatColor } = Sigma.utils;
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
  const { ROW, FILL } = plain;

  // A square with the sign on it; `sign` is its place on the sheet, the colour's opacity that of the sign.
  const things = (looks) => {
    const drawn = plain.sheet(looks);
    return class extends NodeProgram {
      getDefinition() {
        return {
          VERTICES: 6,
          VERTEX_SHADER_SOURCE: `
            attribute vec4 a_id;
            attribute vec2 a_position;
            attribute float a_size;
            attribute float a_sign;
            attribute float a_opacity;
            attribute vec2 a_corner;
            uniform mat3 u_matrix;
            uniform float u_sizeRatio;
            uniform float u_correctionRatio;
            varying vec4 v_id;
            varying vec2 v_place;
            varying float v_opacity;
            void main() {
              float side = a_size * u_correctionRatio / u_sizeRatio * 2.0 / ${FILL};
              gl_Position = vec4((u_matrix * vec3(a_position + a_corner * side, 1)).xy, 0, 1);
              vec2 cell = vec2(mod(a_sign, ${ROW}.0), floor((a_sign + 0.5) / ${ROW}.0));
              v_place = (cell + 0.5 + vec2(a_corner.x, -a_corner.y) / 2.0) / ${ROW}.0;
              v_id = a_id;
              v_id.a *= 255.0 / 254.0;
              v_opacity = a_opacity;
            }`,
          FRAGMENT_SHADER_SOURCE: `
            precision mediump float;
            varying vec4 v_id;
            varying vec2 v_place;
            varying float v_opacity;
            uniform sampler2D u_sheet;
            void main() {
              vec4 ink = texture2D(u_sheet, v_place);
              #ifdef PICKING_MODE
              if (ink.a < 0.3) discard;
              gl_FragColor = v_id;
              #else
              gl_FragColor = ink * v_opacity;
              #endif
            }`,
          METHOD: TRIANGLES,
          UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_sheet"],
          ATTRIBUTES: [
            { name: "a_position", size: 2, type: FLOAT },
            { name: "a_size", size: 1, type: FLOAT },
            { name: "a_sign", size: 1, type: FLOAT },
            { name: "a_opacity", size: 1, type: FLOAT },
            { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
          ],
          CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
          CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]],
        };
      }
      processVisibleItem(id, at, node) {
        this.array.set([node.x, node.y, node.size, Math.min(node.sign, ROW * ROW - 1), node.opacity ?? 1, id], at);
      }
      setUniforms(params, { gl, uniformLocations: places }) {
        if (!this.sheet) {
          this.sheet = gl.createTexture();
          gl.bindTexture(gl.TEXTURE_2D, this.sheet);
          gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
          gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, drawn);
          gl.generateMipmap(gl.TEXTURE_2D);
          gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
        }
        gl.activeTexture(gl.TEXTURE0);
        gl.bindTexture(gl.TEXTURE_2D, this.sheet);
        gl.uniform1i(places.u_sheet, 0);
        gl.uniform1f(places.u_sizeRatio, params.sizeRatio);
        gl.uniform1f(places.u_correctionRatio, params.correctionRatio);
        gl.uniformMatrix3fv(places.u_matrix, false, params.matrix);
      }
    };
  };

  // A straight line, less see-through the nearer one looks; `dash` is the length of a dash and of the gap after it in pixels, 0 for none.
  // Which line is meant is worked out when one is clicked: a picture of their numbers for each frame would cost more.
  class Line extends EdgeProgram {
    getDefinition() {
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: `
          attribute vec4 a_color;
          attribute vec2 a_start;
          attribute vec2 a_end;
          attribute float a_thickness;
          attribute float a_dash;
          attribute vec2 a_corner;
          uniform mat3 u_matrix;
          uniform float u_sizeRatio;
          uniform float u_correctionRatio;
          uniform float u_near;
          varying vec4 v_color;
          varying float v_across;
          varying float v_half;
          varying float v_along;
          varying float v_dash;
          void main() {
            float pixel = 2.0 * u_correctionRatio / u_sizeRatio;
            vec2 way = a_end - a_start;
            float far = length(way);
            vec2 unit = far > 0.0 ? way / far : vec2(0.0);
            v_half = a_thickness / 2.0;
            v_color = a_color;
            v_color.a *= u_near * 255.0 / 254.0;
            v_across = (v_half + 1.0) * a_corner.y;
            v_along = far / pixel * a_corner.x;
            v_dash = a_dash;
            vec2 place = mix(a_start, a_end, a_corner.x) + vec2(-unit.y, unit.x) * v_across * pixel;
            gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
          }`,
        FRAGMENT_SHADER_SOURCE: `
          precision highp float;
          varying vec4 v_color;
          varying float v_across;
          varying float v_half;
          varying float v_along;
          varying float v_dash;
          void main() {
            float ink = clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0) * min(v_half * 2.0, 1.0);
            if (v_dash > 0.0) ink *= step(mod(v_along, v_dash * 2.0), v_dash);
            gl_FragColor = vec4(v_color.rgb, 1.0) * min(v_color.a, 0.95) * ink;
          }`,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_near"],
        ATTRIBUTES: [
          { name: "a_start", size: 2, type: FLOAT },
          { name: "a_end", size: 2, type: FLOAT },
          { name: "a_thickness", size: 1, type: FLOAT },
          { name: "a_dash", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
      };
    }
    processVisibleItem(_, at, start, end, edge) {
      this.array.set([start.x, start.y, end.x, end.y, edge.size, edge.dash || 0, floatColor(edge.color)], at);
    }
    setUniforms(params, { gl, uniformLocations: places }) {
      gl.uniformMatrix3fv(places.u_matrix, false, params.matrix);
      gl.uniform1f(places.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(places.u_correctionRatio, params.correctionRatio);
      gl.uniform1f(places.u_near, Math.max(1, params.zoomRatio ** -0.6));
    }
  }

  // What sigma would make for looks that do not occur here: nothing, so that no shader is built for it.
  class Nothing {
    reallocate() {}
    process() {}
    render() {}
    kill() {}
  }
  return { things, Line, Nothing };
};
