import { Digits } from '#components/digits.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { database } from '#lib/db/client.ts'
import { returnByReference } from '#lib/returns/queries.ts'

/** The way to the return that a case is about. */
export async function ReturnLink({ reference, lenderId }: { reference: string; lenderId: string }) {
  const found = await returnByReference(database(), lenderId, reference)
  if (!found) return <Digits>{reference}</Digits>
  return (
    <TextLink href={`/desk/returns/${found.returnId}`}>
      <Digits>{reference}</Digits>
    </TextLink>
  )
}
