import type { ReactNode } from 'react'
import { FaultsTold, UsualTitle } from './faults-told.tsx'

export type FieldFault = { field: string; message: ReactNode }

type Props = { title?: ReactNode; faults: readonly FieldFault[] }

/** Everything that was wrong with a form, each with a link to its field. Shows nothing when nothing was. */
export function ErrorSummary({ title, faults }: Props) {
  if (faults.length === 0) return null
  return (
    <FaultsTold told={faults.map(({ field, message }) => `${field} ${message}`).join()}>
      <h2>{title ?? <UsualTitle />}</h2>
      <ul className="mt-2 flex flex-col gap-1">
        {faults.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`} className="font-semibold text-bad underline underline-offset-4">
              {message}
            </a>
          </li>
        ))}
      </ul>
    </FaultsTold>
  )
}
