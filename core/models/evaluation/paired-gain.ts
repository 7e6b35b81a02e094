/**
 * Is the mean of paired gains above its own standard error? What is simpler stays where it is not.
 *
 * @param gains of the richer choice over the simpler one, one a case.
 * @see Breiman et al., "Classification and Regression Trees", 1984, 3.4.3 (the one-standard-error rule).
 */
export function isSureGain(gains: readonly number[]): boolean {
  const mean = gains.reduce((sum, value) => sum + value, 0) / gains.length;
  const squares = gains.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return mean > Math.sqrt(squares) / gains.length;
}
