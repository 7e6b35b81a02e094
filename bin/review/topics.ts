import { appeals } from './appeals.ts';
import { copy } from './copy.ts';
import { personas } from './personas.ts';
import { plans } from './plans.ts';
import type { ReviewTopic } from './topic.ts';

/** Everything that people review, one line a topic. */
export const reviewTopics: readonly ReviewTopic[] = [personas, appeals, copy, plans];
