/** The HTML beside a plain text: the same words, a paragraph a line, and the way out as a link. */
export function emailHtml(email: {
  readonly title: string;
  readonly body: string;
  readonly unsubscribeUrl: string;
  readonly language: 'ko' | 'en';
}): string {
  const { title, body, unsubscribeUrl, language } = email;
  const paragraphs = body
    .toWellFormed()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');
  const leave = language === 'ko' ? '수신거부' : 'Unsubscribe';
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>` +
    `<body>${paragraphs}<p><a href="${escapeHtml(unsubscribeUrl)}">${leave}</a></p></body></html>`
  );
}

/** Nothing that a shop or a person wrote may become markup. */
function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
