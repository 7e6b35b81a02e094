import type { Shape } from './shape.ts';

/** Account and Region of every local ARN. */
export const LOCAL_ACCOUNT = '000000000000';

export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface NameRoom {
  /** Physical name when the template gives none: the same on every start. */
  readonly name: string;
  readonly region: string;
  readonly gatewayUrl: string;
}

export interface ResourceKind {
  readonly shape: Shape;
  readonly identify: (properties: Record<string, unknown>, room: NameRoom) => Identity;
}

export const arn = (service: string, room: NameRoom, rest: string): string =>
  `arn:aws:${service}:${room.region}:${LOCAL_ACCOUNT}:${rest}`;

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
