/** What a prompt of ours asks for: the JSON object between `<brief>` and `</brief>` of its last message. */
export type Task = { readonly task: string } & Readonly<Record<string, unknown>>;

/** The task in a text; undefined where it holds none. */
export function readTask(text: string): Task | undefined {
  const start = text.lastIndexOf('<brief>');
  const end = text.indexOf('</brief>', start);
  if (start < 0 || end < 0) return undefined;
  try {
    const task = JSON.parse(text.slice(start + '<brief>'.length, end)) as unknown;
    return typeof task === 'object' && task !== null && 'task' in task && typeof task.task === 'string'
      ? (task as Task)
      : undefined;
  } catch {
    return undefined;
  }
}
