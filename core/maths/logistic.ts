/** The probability whose log-odds are given: 1 / (1 + e^−x), without overflow. */
export function logistic(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + Math.exp(-logOdds));
  const odds = Math.exp(logOdds);
  return odds / (1 + odds);
}

/** Log-odds of a probability in (0, 1); ±Infinity at the ends. */
export function logOdds(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** log(1 + e^x), without overflow and without loss near −∞. */
export function log1pExp(x: number): number {
  if (x > 35) return x;
  return x < -37 ? Math.exp(x) : Math.log1p(Math.exp(x));
}
