import { AwsError } from '../../gateway/aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** A page of a list; the token says where the next begins. */
export function page<T>(
  all: readonly T[],
  { maxResults, nextToken }: { readonly maxResults?: number; readonly nextToken?: string },
  otherwise: number,
): Page<T> {
  const start = nextToken === undefined ? 0 : Number(nextToken);
  if (!Number.isSafeInteger(start)) throw new AwsError('InvalidToken', `Invalid Token: '${nextToken}'`);
  const end = start + (maxResults === undefined || maxResults === 0 ? otherwise : Math.min(maxResults, 1000));
  return { items: all.slice(start, end), nextToken: end < all.length ? String(end) : undefined };
}
