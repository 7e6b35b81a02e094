const STYLE =
  'body{font:18px/1.5 sans-serif;max-width:32em;margin:4em auto;padding:0 1em}button{font:inherit}';

function htmlPage(title: string, content: string): string {
  return (
    `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title}</title><style>${STYLE}</style></head><body>${content}</body></html>`
  );
}

/** Asks once: the button posts to this same address. */
export function askPage(): string {
  return htmlPage(
    '수신거부 · Unsubscribe',
    '<h1>수신거부</h1><p>이 채널로 오는 광고 메시지를 더 이상 받지 않으시겠습니까?</p>' +
      '<p lang="en">Stop advertising messages on this channel?</p>' +
      '<form method="post"><button>수신거부 · Unsubscribe</button></form>',
  );
}

/** It is done, and holds from now on. */
export function donePage(): string {
  return htmlPage(
    '수신거부 완료 · Unsubscribed',
    '<h1>수신거부가 완료되었습니다</h1><p>지금부터 이 채널로 광고 메시지를 보내지 않습니다.</p>' +
      '<p lang="en">Done. From now on no advertising is sent to you on this channel.</p>',
  );
}

/** The link is none of ours. */
export function unknownPage(): string {
  return htmlPage(
    '알 수 없는 링크 · Unknown link',
    '<h1>알 수 없는 링크입니다</h1><p>메시지에 있는 링크를 그대로 열어 주십시오.</p>' +
      '<p lang="en">This link is not known. Please open it as it stands in the message.</p>',
  );
}
