import type { LakeReader } from '#app/ports/lake.ts';

/** A lake into which nothing flowed. */
export const noLake: LakeReader = { async *read() {} };
