/** Says no, naming the machine and the place. */
export type Refuse = (what: string) => never;
