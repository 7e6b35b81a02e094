/** What a token is good for: one made for a link does not unsubscribe. */
export type TokenPurpose = 'unsubscribe' | 'link' | 'offer';

/** Signs short texts that travel in links, so that nobody can make one up. */
export interface TokenSigner {
  sign(purpose: TokenPurpose, text: string): string;
  /** The text; undefined if the token was not made by us for this purpose. */
  read(purpose: TokenPurpose, token: string): string | undefined;
}
