/** Ways to choose `chosen` of `size` things; exact below 2^53. */
export function combinations(size: number, chosen: number): number {
  let ways = 1;
  for (let at = 1; at <= chosen; at += 1) ways = (ways * (size - chosen + at)) / at;
  return Math.round(ways);
}
