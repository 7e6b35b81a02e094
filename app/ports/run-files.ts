/**
 * Working files of one run of a state machine, between its steps: compressed, encrypted, gone within days. They hold
 * personal data where a snapshot is among them. Putting a file again replaces it, so every step can be repeated.
 */
export interface RunFiles {
  /** One text a line, none of them with a line break. */
  writeLines(key: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void>;
  /** Nothing where there is no such file. */
  readLines(key: string): AsyncIterable<string>;
  /** Keys that begin so, in order. */
  list(prefix: string): AsyncIterable<string>;
}
