/** Who is signed in. A shop that listens only to its own computer needs nobody to. */

export function accessToken(): string | null {
  return null;
}

export function refreshAccess(): Promise<boolean> {
  return Promise.resolve(false);
}
