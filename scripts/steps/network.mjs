// A small network over the sentences of a text, trained by back-propagation in plain typed arrays.
import { random } from './random.mjs';

/** x / sqrt(1 + x²): a sigmoid of basic operations alone, so that every engine computes the same. */
const squash = (x) => x / Math.sqrt(1 + x * x);
/** Its slope, by its value. */
const slope = (s) => {
  const rest = 1 - s * s;
  return rest * Math.sqrt(rest);
};

/** sums = W x + b. `out` is a multiple of four: four rows at a time, for speed. */
function times({ out, input, w }, x, from, sums) {
  const size = input + 1;
  for (let k = 0; k < out; k += 4) {
    const a = k * size;
    const b = a + size;
    const c = b + size;
    const e = c + size;
    let s0 = w[a + input];
    let s1 = w[b + input];
    let s2 = w[c + input];
    let s3 = w[e + input];
    for (let d = 0; d < input; d++) {
      const v = x[from + d];
      s0 += w[a + d] * v;
      s1 += w[b + d] * v;
      s2 += w[c + d] * v;
      s3 += w[e + d] * v;
    }
    sums[k] = s0;
    sums[k + 1] = s1;
    sums[k + 2] = s2;
    sums[k + 3] = s3;
  }
}

/** Adds the gradients of weights and of x to `g` and `dx`, from those of the sums. */
function back({ out, input, w, g }, gradients, x, dx, from) {
  const size = input + 1;
  for (let k = 0; k < out; k += 4) {
    const a = k * size;
    const b = a + size;
    const c = b + size;
    const e = c + size;
    const e0 = gradients[k];
    const e1 = gradients[k + 1];
    const e2 = gradients[k + 2];
    const e3 = gradients[k + 3];
    g[a + input] += e0;
    g[b + input] += e1;
    g[c + input] += e2;
    g[e + input] += e3;
    for (let d = 0; d < input; d++) {
      const v = x[from + d];
      g[a + d] += e0 * v;
      g[b + d] += e1 * v;
      g[c + d] += e2 * v;
      g[e + d] += e3 * v;
      dx[from + d] += e0 * w[a + d] + e1 * w[b + d] + e2 * w[c + d] + e3 * w[e + d];
    }
  }
}

/**
 * Sparse features of a sentence are summed to a vector `a`; two gated memories run over the vectors, one from each end
 * (h = (1 - z) h + z c, gate z and candidate c from the vector alone); further layers read vector and memories again.
 * The heads read all of it.
 */
export class Network {
  constructor({ rows, width, layers, heads, seed }) {
    this.width = width;
    this.rows = rows;
    this.next = random(seed);
    this.embedding = new Float32Array(rows * width);
    /** One a row: the mean square of its gradients, summed. */
    this.squares = new Float32Array(rows).fill(1e-2);
    this.bias = this.dense(width, 1, 0);
    this.layers = [];
    let input = width;
    for (const hidden of layers) {
      this.layers.push({
        input,
        hidden,
        forth: this.dense(2 * hidden, input),
        back: this.dense(2 * hidden, input),
      });
      input += 2 * hidden;
    }
    this.outputs = input;
    this.heads = Object.fromEntries(
      Object.entries(heads).map(([name, size]) => [name, this.dense(size, input)]),
    );
    this.time = 0;
  }

  /** A matrix with a bias column at the end of each row, and what Adam keeps of it. */
  dense(out, input, size = 1) {
    const n = out * (input + 1);
    const w = new Float32Array(n);
    for (let i = 0; i < n; i++)
      if ((i + 1) % (input + 1) !== 0) w[i] = (size * (this.next() * 2 - 1)) / Math.sqrt(input);
    return {
      out,
      input,
      w,
      g: new Float32Array(n),
      m: new Float32Array(n),
      v: new Float32Array(n),
    };
  }

  get matrices() {
    return [
      this.bias,
      ...this.layers.flatMap((l) => [l.forth, l.back]),
      ...Object.values(this.heads),
    ];
  }

  /** Vectors and memories of a text. `features[t]`: rows of the embedding; `drop`: chance of leaving one or a unit out. */
  read(features, drop = 0, dropUnits = 0) {
    const n = features.length;
    const { width, outputs } = this;
    const x = new Float32Array(n * outputs);
    const keep = 1 / (1 - drop);
    const used = drop === 0 ? features : features.map((list) => this.some(list, drop));
    const { embedding } = this;
    const sum = new Float32Array(width);
    for (let t = 0; t < n; t++) {
      const at = t * outputs;
      sum.fill(0);
      for (const f of used[t]) {
        for (let d = 0, i = f * width; d < width; d++, i++) sum[d] += embedding[i];
      }
      for (let d = 0; d < width; d++) x[at + d] = squash(sum[d] * keep + this.bias.w[d * 2 + 1]);
    }
    const masks = [];
    const mask = (from, to) => {
      if (dropUnits === 0) return;
      const m = new Float32Array(n * (to - from));
      for (let i = 0; i < m.length; i++) m[i] = this.next() < dropUnits ? 0 : 1 / (1 - dropUnits);
      for (let t = 0; t < n; t++)
        for (let d = from; d < to; d++) x[t * outputs + d] *= m[t * (to - from) + d - from];
      masks.push({ from, to, m });
    };
    const raw = dropUnits === 0 ? x : x.slice();
    mask(0, width);
    const tapes = [];
    for (const layer of this.layers) {
      const at = layer.input;
      tapes.push(
        this.remember(layer.forth, x, n, at, 1),
        this.remember(layer.back, x, n, at + layer.hidden, -1),
      );
      if (raw !== x)
        for (let t = 0; t < n; t++)
          for (let d = at; d < at + 2 * layer.hidden; d++)
            raw[t * outputs + d] = x[t * outputs + d];
      mask(at, at + 2 * layer.hidden);
    }
    return { n, x, raw, used, keep, tapes, masks };
  }

  /** The items without a share `drop` of them. */
  some(list, drop) {
    const kept = new Int32Array(list.length);
    let count = 0;
    for (let i = 0; i < list.length; i++) if (this.next() >= drop) kept[count++] = list[i];
    return kept.subarray(0, count);
  }

  remember(matrix, x, n, to, direction) {
    const hidden = matrix.out / 2;
    const { outputs } = this;
    const z = new Float32Array(n * hidden);
    const c = new Float32Array(n * hidden);
    const h = new Float64Array(hidden);
    const sums = new Float64Array(2 * hidden);
    const before = new Float32Array(n * hidden);
    for (let i = 0, t = direction > 0 ? 0 : n - 1; i < n; i++, t += direction) {
      const from = t * outputs;
      times(matrix, x, from, sums);
      for (let k = 0; k < hidden; k++) {
        const at = t * hidden + k;
        z[at] = 0.5 + 0.5 * squash(sums[k]);
        c[at] = squash(sums[k + hidden]);
        before[at] = h[k];
        h[k] += z[at] * (c[at] - h[k]);
        x[from + to + k] = h[k];
      }
    }
    return { matrix, z, c, before, to, direction };
  }

  logits(head, x, t) {
    const { out, input, w } = this.heads[head];
    const found = new Float64Array(out);
    for (let k = 0; k < out; k++) {
      const at = k * (input + 1);
      let sum = w[at + input];
      for (let d = 0; d < input; d++) sum += w[at + d] * x[t * input + d];
      found[k] = sum;
    }
    return found;
  }

  /** One step of learning on a text: `targets` are { t, head, gradient(logits) -> loss, overwriting the logits }. */
  learn(features, targets, { drop, dropUnits, step, stepRows, decay }) {
    const tape = this.read(features, drop, dropUnits);
    const { outputs } = this;
    const dx = new Float32Array(tape.n * outputs);
    let loss = 0;
    for (const { t, head, gradient } of targets) {
      const z = this.logits(head, tape.x, t);
      loss += gradient(z);
      const { out, input, w, g } = this.heads[head];
      for (let k = 0; k < out; k++) {
        const at = k * (input + 1);
        const e = z[k];
        g[at + input] += e;
        for (let d = 0; d < input; d++) {
          g[at + d] += e * tape.x[t * input + d];
          dx[t * input + d] += e * w[at + d];
        }
      }
    }
    const masks = [...tape.masks];
    const unmask = () => {
      const m = masks.pop();
      if (m === undefined) return;
      const size = m.to - m.from;
      for (let t = 0; t < tape.n; t++)
        for (let d = m.from; d < m.to; d++) dx[t * outputs + d] *= m.m[t * size + d - m.from];
    };
    for (let l = this.layers.length - 1; l >= 0; l--) {
      unmask();
      this.forget(tape.tapes[2 * l + 1], tape, dx);
      this.forget(tape.tapes[2 * l], tape, dx);
    }
    unmask();
    this.update(tape, dx, stepRows);
    this.adam(step, decay);
    return loss;
  }

  forget({ matrix, z, c, before, to, direction }, { n, x }, dx) {
    const hidden = matrix.out / 2;
    const { outputs } = this;
    const carried = new Float64Array(hidden);
    const pre = new Float64Array(2 * hidden);
    for (let i = 0, t = direction > 0 ? n - 1 : 0; i < n; i++, t -= direction) {
      const from = t * outputs;
      for (let k = 0; k < hidden; k++) {
        const at = t * hidden + k;
        const dh = carried[k] + dx[from + to + k];
        const s = 2 * z[at] - 1;
        pre[k] = dh * (c[at] - before[at]) * 0.5 * slope(s);
        pre[k + hidden] = dh * z[at] * slope(c[at]);
        carried[k] = dh * (1 - z[at]);
      }
      back(matrix, pre, x, dx, from);
    }
  }

  /** Adagrad with one rate a row. */
  update({ n, raw, used, keep }, dx, step) {
    const { width, outputs, embedding, squares, bias } = this;
    const e = new Float32Array(width);
    for (let t = 0; t < n; t++) {
      const at = t * outputs;
      let square = 0;
      for (let d = 0; d < width; d++) {
        const gradient = dx[at + d] * slope(raw[at + d]);
        bias.g[d * 2 + 1] += gradient;
        e[d] = gradient * keep;
        square += e[d] * e[d];
      }
      if (square === 0) continue;
      square /= width;
      for (const f of used[t]) {
        const rate = step / Math.sqrt((squares[f] += square));
        for (let d = 0, i = f * width; d < width; d++, i++) embedding[i] -= rate * e[d];
      }
    }
  }

  adam(step, decay) {
    this.time += 1;
    const a = (step * Math.sqrt(1 - 0.999 ** this.time)) / (1 - 0.9 ** this.time);
    for (const { w, g, m, v } of this.matrices) {
      for (let i = 0; i < w.length; i++) {
        m[i] += 0.1 * (g[i] - m[i]);
        v[i] += 0.001 * (g[i] * g[i] - v[i]);
        w[i] -= (a * m[i]) / (Math.sqrt(v[i]) + 1e-8) + step * decay * w[i];
        g[i] = 0;
      }
    }
  }

  /** Weight decay of the rows, once in a while. */
  shrink(rate) {
    const { embedding } = this;
    for (let i = 0; i < embedding.length; i++) embedding[i] *= 1 - rate;
  }
}
