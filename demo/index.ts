/**
 * A made-up Korean beauty shop whose customers are known through and through: what they like, when they buy, how
 * they answer. It shares no code with the product, so that the product cannot be right by construction: rhythms
 * are Weibull and log-normal renewals and self-exciting bursts, choices are utilities with habit and variety.
 *
 * `createBrand(seed, { startsOn })` makes it; `brand.eventsOfDay(day)` streams it; the `…Csv` functions write the
 * files that the shop's back office would export; `groundTruth(brand)` is the answer sheet. Nothing reads a clock,
 * a file or the machine's randomness.
 */
export { answerTo } from './answers/answer.ts';
export { renderAnswer } from './answers/render-answer.ts';
export type { SentMessage } from './answers/sent-message.ts';
export { brandFile } from './copy/brand-file.ts';
export { factsFile } from './copy/facts-file.ts';
export { type ScriptedAppeal, scriptedAppeals } from './copy/scripted-appeals.ts';
export { type Brand, createBrand } from './create-brand.ts';
export { consentsCsv, contactsCsv } from './files/people-csv.ts';
export { purchasesCsv } from './files/purchases-csv.ts';
export { productsCsv, reviewsCsv, storeEventsCsv, storeStockCsv, storesCsv } from './files/shop-csv.ts';
export { groundTruth } from './ground-truth.ts';
export { responseTraitsOf } from './people/response.ts';
export { type Delivery, noDirt, usualDirt } from './stream/dirt.ts';
