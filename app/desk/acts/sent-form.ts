import { headers } from 'next/headers'

/** Whether this page is the answer to a form that was sent without scripts, and shows again what was typed into it. */
export async function isSentForm(): Promise<boolean> {
  const type = (await headers()).get('content-type') ?? ''
  return type.startsWith('multipart/form-data')
}
