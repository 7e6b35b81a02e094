import type { DeskAnswer } from '../../gateway/aws-desk.ts';
import type { AwsCall, Call } from '../../gateway/call.ts';

/** The gateway's desk: a task's calls meet the same faults and are counted like anybody's. */
export type Desk = (aws: AwsCall, call: Call) => Promise<DeskAnswer>;
