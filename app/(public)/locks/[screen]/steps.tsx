import type { ReactNode } from 'react'

export function Steps({ steps }: { steps: readonly ReactNode[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {steps.map((step, index) => (
        <li key={String(step)} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3.5">
          <span
            className="grid size-8 place-items-center rounded-full bg-sunk text-small font-bold text-soft ring-2 ring-line ring-inset"
            aria-hidden="true"
          >
            {index + 1}
          </span>
          <span className="pt-0.5">{step}</span>
        </li>
      ))}
    </ol>
  )
}
