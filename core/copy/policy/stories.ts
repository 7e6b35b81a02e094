/** What tells that two tests are about the same story. */
export interface StoryTest {
  readonly titles: readonly string[];
  /** Pictures that were shown with them; empty where unknown. */
  readonly imageIds: readonly string[];
}

/** Words in more tests than this say nothing about the story. */
const MOST_TESTS = 30;
const FEWEST_SHARED = 3;
const SHARED_SHARE = 0.4;

const exact = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const rareWords = (titles: readonly string[]): ReadonlySet<string> =>
  new Set(
    titles
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}']{4,}|[가-힣]{2,}/gu) ?? [],
  );

/** Sets that are merged as links are found. */
function createForest(count: number) {
  const parents = Array.from({ length: count }, (_, i) => i);
  const root = (at: number): number => {
    let node = at;
    while (parents[node] !== node) {
      parents[node] = parents[parents[node]!]!;
      node = parents[node]!;
    }
    return node;
  };
  return {
    root,
    join: (a: number, b: number): void => {
      parents[root(a)] = root(b);
    },
  };
}

/**
 * A story's number for each test: tests with a title or picture in common, or with many rare words in common, are one
 * story. A model that is judged on a test must not have learned from its story.
 */
export function storiesOf(tests: readonly StoryTest[]): readonly number[] {
  const forest = createForest(tests.length);
  const firstWith = new Map<string, number>();
  for (const [index, { titles, imageIds }] of tests.entries()) {
    for (const key of [...titles.map((title) => `t${exact(title)}`), ...imageIds.map((id) => `i${id}`)]) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else forest.join(index, first);
    }
  }
  for (const [a, b] of wordTwins(tests)) forest.join(a, b);
  return tests.map((_, index) => forest.root(index));
}

function wordTwins(tests: readonly StoryTest[]): readonly (readonly [number, number])[] {
  const testsWith = new Map<string, number[]>();
  const words = tests.map(({ titles }) => rareWords(titles));
  for (const [index, own] of words.entries())
    for (const word of own) testsWith.set(word, [...(testsWith.get(word) ?? []), index]);
  const rareCounts = words.map((own) => [...own].filter((word) => isRare(testsWith.get(word))).length);
  return words.flatMap((own, index) => {
    const shared = new Map<number, number>();
    for (const word of own) {
      const others = testsWith.get(word);
      if (!isRare(others)) continue;
      for (const other of others ?? []) if (other < index) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    return [...shared]
      .filter(([other, count]) => {
        const fewest = Math.min(rareCounts[index]!, rareCounts[other]!);
        return count >= FEWEST_SHARED && count >= SHARED_SHARE * fewest;
      })
      .map(([other]) => [index, other] as const);
  });
}

const isRare = (found: readonly number[] | undefined): boolean => (found?.length ?? 0) <= MOST_TESTS;
