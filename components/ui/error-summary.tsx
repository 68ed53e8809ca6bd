import type { ReactNode } from 'react'

export type FieldFault = { field: string; message: ReactNode }

/** Everything that was wrong with a form, each with a link to its field. Shows nothing when nothing was. */
export function ErrorSummary({ title, faults }: { title: ReactNode; faults: FieldFault[] }) {
  if (faults.length === 0) return null
  return (
    <div role="alert" className="rounded-2xl border-2 border-bad bg-paper p-4">
      <h2>{title}</h2>
      <ul className="mt-2 flex flex-col gap-1">
        {faults.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`} className="font-semibold text-bad underline underline-offset-4">
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
