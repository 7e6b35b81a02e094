/** How far the readers of the stream are behind its writers. */
export interface StreamProgress {
  /** Records put on the stream and not yet folded; 0 when nothing is left to do. */
  behind(): Promise<number>;
}
