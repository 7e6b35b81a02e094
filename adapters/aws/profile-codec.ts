export { NewerFormatError } from './format.ts';
export { decodeHistoryPart, encodeHistoryPart } from './history-codec.ts';
export { decodeHotPart, encodeHotPart, type PartBytes } from './hot-codec.ts';
