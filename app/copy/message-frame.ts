import type { Brand } from '#contracts/brand.ts';
import type { CopyChannel } from '#core/copy/check/copy.ts';
import type { MessageFrame } from '#core/copy/render/render-message.ts';

/** What the brand puts around every message of a channel. */
export function messageFrame({ sender, optOut, law }: Brand, channel: CopyChannel): MessageFrame {
  return {
    sender: `${sender.name} ${sender.contact}`,
    optOut,
    isAiLabelled: law.aiLabel[channel],
    isLabelled: true,
  };
}
