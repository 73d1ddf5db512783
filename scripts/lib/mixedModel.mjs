// A linear mixed model with independent Gaussian random terms, fitted by EM on cell means (REML: the mean is profiled
// out as a fixed effect). Henderson's mixed model equations; sizes here are a few hundred effects, so dense Cholesky.

/** Inverse of a symmetric positive definite matrix (array of Float64Array), by Cholesky. */
export function inverse(a) {
  const n = a.length;
  const l = a.map((row) => Float64Array.from(row));
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const f = l[j][k];
      if (f !== 0) for (let i = j; i < n; i++) l[i][j] -= l[i][k] * f;
    }
    const d = Math.sqrt(l[j][j]);
    for (let i = j; i < n; i++) l[i][j] /= d;
  }
  const inv = l.map(() => new Float64Array(n));
  for (let c = 0; c < n; c++) {
    inv[c][c] = 1 / l[c][c];
    for (let i = c + 1; i < n; i++) {
      let s = 0;
      for (let k = c; k < i; k++) s -= l[i][k] * inv[k][c];
      inv[i][c] = s / l[i][i];
    }
  }
  const out = l.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let s = 0;
      for (let k = j; k < n; k++) s += inv[k][i] * inv[k][j];
      out[i][j] = s;
      out[j][i] = s;
    }
  }
  return out;
}

/**
 * Fits y = mu + sum of random terms + cell + noise.
 * `cells`: [{ y: mean of the runs, n: runs, levels: { term: level | null }, slopes?: { term: x } }]; a null level leaves
 * the term out, and a term with a slope counts x times its effect (a random slope).
 * `variances`: start values for each term, and `cell`; `noise` (within-cell variance) is fixed.
 * Returns { mu, muVar, effects: { term: Map(level -> value) }, variances, pev(levels): variance of the prediction error
 * of mu and the known terms (without mu where `ofMean` is 0); unknown levels add the term's whole variance }.
 */
export function fitMixed(cells, terms, variances, noise, iterations) {
  const v = { ...variances };
  const index = new Map();
  const owner = [];
  for (const t of terms) {
    for (const c of cells) {
      const level = c.levels[t];
      if (level === null || level === undefined) continue;
      const key = `${t}\u0000${level}`;
      if (!index.has(key)) {
        index.set(key, owner.length + 1);
        owner.push(t);
      }
    }
  }
  const size = owner.length + 1;
  const rows = cells.map((c) => [
    [0, 1],
    ...terms.flatMap((t) => {
      const at = index.get(`${t}\u0000${c.levels[t]}`);
      return at === undefined ? [] : [[at, c.slopes?.[t] ?? 1]];
    }),
  ]);
  let inv;
  let u;
  for (let round = 0; round <= iterations; round++) {
    const a = Array.from({ length: size }, () => new Float64Array(size));
    const b = new Float64Array(size);
    cells.forEach((c, i) => {
      const w = 1 / (v.cell + noise / c.n);
      for (const [p, x] of rows[i]) {
        b[p] += w * x * c.y;
        for (const [q, z] of rows[i]) a[p][q] += w * x * z;
      }
    });
    owner.forEach((t, k) => (a[k + 1][k + 1] += 1 / v[t]));
    inv = inverse(a);
    u = inv.map((row) => row.reduce((s, x, k) => s + x * b[k], 0));
    if (round === iterations) break;
    for (const t of terms) {
      let sum = 0;
      let count = 0;
      owner.forEach((o, k) => {
        if (o !== t) return;
        sum += u[k + 1] ** 2 + inv[k + 1][k + 1];
        count++;
      });
      if (count > 0) v[t] = Math.max(1e-5, sum / count);
    }
    let cellSum = 0;
    cells.forEach((c, i) => {
      const share = v.cell / (v.cell + noise / c.n);
      let pev = 0;
      let fitted = 0;
      for (const [p, x] of rows[i]) {
        fitted += u[p] * x;
        for (const [q, z] of rows[i]) pev += inv[p][q] * x * z;
      }
      cellSum += share ** 2 * ((c.y - fitted) ** 2 + pev) + v.cell * (1 - share);
    });
    v.cell = cellSum / cells.length;
  }
  const effects = Object.fromEntries(terms.map((t) => [t, new Map()]));
  for (const [key, at] of index) {
    const [t, level] = key.split('\u0000');
    effects[t].set(level, u[at]);
  }
  const pev = (levels, over = terms, slopes = {}, ofMean = 1) => {
    const at = [[0, ofMean]];
    let extra = 0;
    for (const t of over) {
      if (levels[t] === null) continue;
      const k = index.get(`${t}\u0000${levels[t]}`);
      const x = slopes[t] ?? 1;
      if (k === undefined) extra += v[t] * x * x;
      else at.push([k, x]);
    }
    let sum = extra;
    for (const [p, x] of at) for (const [q, z] of at) sum += inv[p][q] * x * z;
    return sum;
  };
  return { mu: u[0], effects, variances: v, noise, pev };
}
