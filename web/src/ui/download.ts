import { problemOf, send } from '../api/client';

/** Fetches a file and hands it to the browser. A plain link could not sign in. */
export async function save(path: string, query: Record<string, string | string[] | undefined>): Promise<void> {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? []].flat()) {
      url.searchParams.append(name, one);
    }
  }
  const response = await send(new Request(url));
  if (!response.ok) {
    throw await problemOf(response);
  }
  const name = /filename="?([^";]+)/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  handOver(name ?? `${path.split('/').at(-1)}.${String(query.format)}`, await response.blob());
}

/** Hands a text that is already here to the browser, as a file. */
export function saveText(name: string, type: string, text: string): void {
  handOver(name, new Blob([text], { type }));
}

function handOver(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
