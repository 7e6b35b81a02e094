/** Millionths of the billing currency as people read them: four digits, and two more where a message costs that little. */
export function billedMoney(micros: number): string {
  return (micros / 1e6).toFixed(micros % 100 === 0 ? 4 : 6);
}
