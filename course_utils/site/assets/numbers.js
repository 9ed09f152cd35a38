// Numbers as Python writes them, so that a sentence is the same on both sides.
"use strict";

/** Python's format(value, ".{digits}g"): a tie goes to the even digit. */
function general(value, digits) {
  if (value === 0) return "0";
  const sign = value < 0 ? "-" : "";
  let [mantissa, exponent] = tied(Math.abs(value), digits).split("e").map(String);
  exponent = Number(exponent);
  const short = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent >= digits) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${short(mantissa)}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const places = Math.max(0, digits - 1 - exponent);
  return sign + short(Number(`${mantissa}e${exponent}`).toFixed(places));
}

/** toExponential, but halves exactly between two numbers go to the even one. */
function tied(value, digits) {
  const [exact, exponent] = value.toExponential(60).split("e");
  const all = exact.replace(".", "");
  const [head, tail] = [all.slice(0, digits), all.slice(digits)];
  if (/^50*$/.test(tail) && Number(head.at(-1)) % 2 === 0)
    return `${head[0]}.${head.slice(1)}e${exponent}`;
  return value.toExponential(digits - 1);
}

/** 12345.5 -> "12,345.5" */
function commas(text) {
  const [whole, rest] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** plots.plain: a number of at least 0 as people say it. */
function plain(value, digits = 2) {
  if (value > 0 && value < 0.0001) return "less than 0.0001";
  return commas(general(Number(general(value, digits)), 10));
}

function median(values) {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
