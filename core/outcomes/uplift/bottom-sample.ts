/** The values with the smallest dice among all that were added: a fair sample of any size, whatever the order. */
interface BottomSample<Value> {
  /** @param dice in [0, 1), fixed by what the value belongs to. */
  add(dice: number, value: Value): void;
  /** By rising dice, at most `size`. */
  values(): readonly Value[];
}

/** An empty sample of so many. O(1) a value on average: twice the size is held at the most. */
export function createBottomSample<Value>(size: number): BottomSample<Value> {
  let held: { readonly dice: number; readonly value: Value }[] = [];
  let most = 1;
  const trim = (): void => {
    held = held.sort((a, b) => a.dice - b.dice).slice(0, size);
    if (held.length === size) most = held.at(-1)?.dice ?? 1;
  };
  return {
    add(dice, value) {
      if (dice >= most) return;
      held.push({ dice, value });
      if (held.length > 2 * size) trim();
    },
    values() {
      trim();
      return held.map(({ value }) => value);
    },
  };
}
