import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type StepState = 'done' | 'now' | 'waiting' | 'late' | 'stopped' | 'not_needed' | 'over'

export type TimelineStep = {
  key: string
  state: StepState
  title: ReactNode
  /** The state in words, for those who do not see the shapes. */
  said: string
  time?: ReactNode
  children?: ReactNode
}

const marks: Record<StepState, { look: string; icon?: IconName }> = {
  done: { look: 'bg-good text-paper', icon: 'check' },
  now: { look: 'bg-paper text-accent-text ring-3 ring-inset ring-accent-text now-mark' },
  waiting: { look: 'bg-sunk text-soft ring-2 ring-inset ring-line' },
  late: { look: 'bg-wait-wash text-wait ring-3 ring-inset ring-wait', icon: 'clock' },
  stopped: { look: 'bg-bad-wash text-bad ring-3 ring-inset ring-bad', icon: 'cross' },
  not_needed: { look: 'bg-sunk text-soft ring-2 ring-inset ring-line', icon: 'dash' },
  over: { look: 'bg-sunk text-ink ring-2 ring-inset ring-edge', icon: 'dash' },
}

export function Timeline({ steps }: { steps: TimelineStep[] }) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => (
        <Step key={step.key} step={step} number={index + 1} />
      ))}
    </ol>
  )
}

function Step({ step, number }: { step: TimelineStep; number: number }) {
  const { look, icon } = marks[step.state]
  const far = step.state === 'waiting' || step.state === 'not_needed'
  return (
    <li
      aria-current={step.state === 'now' || step.state === 'late' ? 'step' : undefined}
      className={`timeline-step ${step.state === 'done' ? 'is-done' : ''} relative grid grid-cols-[2.25rem_1fr] gap-x-4 pb-7 last:pb-0`}
    >
      <span
        className={`z-1 grid size-9 place-items-center rounded-full font-bold tabular-nums ${look}`}
        aria-hidden="true"
      >
        {icon ? <Icon name={icon} className="size-5" /> : number}
      </span>
      <div className="flex min-w-0 flex-col gap-0.5 pt-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h2 className={`min-w-0 flex-1 basis-28 text-body ${far ? 'text-soft' : ''}`}>
            {step.title}
            <span className="sr-only"> ({step.said})</span>
          </h2>
          {step.time && <span className="text-small text-soft tabular-nums">{step.time}</span>}
        </div>
        {step.children && <div className="text-small text-soft">{step.children}</div>}
      </div>
    </li>
  )
}
