/** A number as copy or a fact states it. */
export interface Amount {
  readonly value: number;
  /** Canonical unit (`KRW`, `%`, `ml`, `noun:shade`, `bundle`, …); empty when none is stated. */
  readonly unit: string;
  /** What the number is for (`off`, `regular`, `content`, …); undefined when the words around do not say. */
  readonly role?: string | undefined;
}

/** An amount with the place where it stands in a seen text. */
export interface Mention extends Amount {
  readonly from: number;
  readonly to: number;
}
