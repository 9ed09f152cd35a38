// Random numbers from a seed: uniform, normal, gamma. The same seed, the same numbers.
"use strict";

class Random {
  constructor(seed) {
    let state = seed >>> 0;
    const word = () => { // splitmix32 fills the state of sfc32
      state = (state + 0x9e3779b9) | 0;
      let z = state ^ (state >>> 16);
      z = Math.imul(z, 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.words = [word(), word(), word(), 1];
    this.spare = null;
    for (let i = 0; i < 12; i++) this.uniform();
  }

  /** At least 0 and below 1 (sfc32). */
  uniform() {
    const [a, b, c, count] = this.words;
    const sum = (a + b + count) | 0;
    this.words = [
      b ^ (b >>> 9), (c + (c << 3)) | 0,
      (((c << 21) | (c >>> 11)) + sum) | 0, (count + 1) | 0,
    ];
    return (sum >>> 0) / 4294967296;
  }

  /** A whole number from 0 to n - 1. */
  below(n) {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal (polar method: they come in pairs). */
  normal() {
    if (this.spare !== null) {
      const kept = this.spare;
      this.spare = null;
      return kept;
    }
    let u, v, r;
    do {
      u = 2 * this.uniform() - 1;
      v = 2 * this.uniform() - 1;
      r = u * u + v * v;
    } while (r >= 1 || r === 0);
    const scale = Math.sqrt((-2 * Math.log(r)) / r);
    this.spare = v * scale;
    return u * scale;
  }

  /** Gamma of shape k and scale 1 (Marsaglia and Tsang 2000). */
  gamma(k) {
    if (k < 1) return this.gamma(k + 1) * this.uniform() ** (1 / k);
    const d = k - 1 / 3, c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal(), v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      const u = Math.log(this.uniform());
      if (u < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  chisquare(degrees) {
    return degrees > 0 ? 2 * this.gamma(degrees / 2) : 0;
  }
}
