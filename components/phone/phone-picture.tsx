import type { ReactNode } from 'react'

/** What the picture of a phone shows; the words beside it always say the same. */
export type PhoneSight = 'locked' | 'unlocking' | 'waiting' | 'open'

type Props = { sight: PhoneSight; brand?: string; model?: string }

/** A phone, drawn by its form and its maker, in the state it is in. Hidden from screen readers: the title says it. */
export function PhonePicture({ sight, brand = '', model = '' }: Props) {
  return (
    <svg
      viewBox="0 0 120 224"
      width="92"
      height="172"
      preserveAspectRatio="xMidYMin slice"
      aria-hidden="true"
      className={`phone-picture ${sight === 'open' ? 'is-open' : ''}`}
    >
      {isFoldable(model) ? <Foldable /> : <Slab corner={cornerOf(brand)} />}
      {sights[sight]}
      <Camera brand={brand} />
    </svg>
  )
}

// Samsung and Xiaomi draw their corners differently; everybody else somewhere between.
function cornerOf(brand: string): number {
  return { samsung: 15, xiaomi: 24, apple: 28 }[brand.toLowerCase()] ?? 20
}

const isFoldable = (model: string) => /\b(z ?fold|fold|magic v)/i.test(model)

function Slab({ corner }: { corner: number }) {
  return (
    <>
      <rect x="2" y="2" width="116" height="240" rx={corner} fill="var(--phone-body)" />
      <rect x="8" y="8" width="104" height="228" rx={corner - 6} fill="var(--phone-face)" />
    </>
  )
}

function Foldable() {
  return (
    <>
      <rect x="2" y="2" width="116" height="240" rx="8" fill="var(--phone-body)" />
      <rect x="7" y="7" width="106" height="230" rx="4" fill="var(--phone-face)" />
      <path d="M60 7v230" stroke="var(--phone-body)" strokeWidth="2" />
    </>
  )
}

// A hole in the middle; older phones of other makers have a drop at the edge.
function Camera({ brand }: { brand: string }) {
  return ['samsung', 'xiaomi', 'apple', ''].includes(brand.toLowerCase()) ? (
    <circle cx="60" cy="19" r="3.2" fill="#38434a" />
  ) : (
    <path d="M50 8h20a10 9 0 01-20 0z" fill="var(--phone-body)" />
  )
}

const apps = [92, 121, 150, 179].flatMap((y) => [22, 49, 76].map((x) => ({ x, y })))
const greyed = '#8d9aa0'

const sights: Record<PhoneSight, ReactNode> = {
  locked: (
    <>
      <Padlock />
      <Lines at={124} />
    </>
  ),
  unlocking: (
    <>
      <circle cx="60" cy="86" r="38" fill="none" stroke="#344046" strokeWidth="6" />
      <path
        d="M60 48a38 38 0 010 76 38 38 0 01-36-26"
        fill="none"
        stroke="#7fd6ae"
        strokeWidth="6"
        strokeLinecap="round"
      />
      <g transform="translate(13.5 19) scale(.775)">
        <Padlock isOpen />
      </g>
      <Lines at={146} />
    </>
  ),
  waiting: (
    <>
      <g fill="none" stroke="#f0c56e" strokeWidth="5" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="60" cy="80" r="30" />
        <path d="M60 62v19l12 8" />
      </g>
      <Lines at={130} />
    </>
  ),
  open: (
    <>
      <rect x="30" y="40" width="60" height="20" rx="6" fill="#26323a" />
      <rect x="40" y="68" width="40" height="5" rx="2.5" fill="#c3cfd2" />
      {apps.map(({ x, y }) => (
        <rect
          key={`${x}-${y}`}
          x={x}
          y={y}
          width="21"
          height="21"
          rx="6.5"
          fill={x === 49 && y === 121 ? 'var(--accent-fill)' : '#c3cfd2'}
        />
      ))}
    </>
  ),
}

function Padlock({ isOpen = false }: { isOpen?: boolean }) {
  return (
    <g strokeLinecap="round" strokeLinejoin="round">
      <path
        d={isOpen ? 'M48 78v-9a12 12 0 0123.3-4' : 'M48 78v-9a12 12 0 0124 0v9'}
        fill="none"
        stroke="#fff"
        strokeWidth="5"
      />
      <rect x="42" y="78" width="36" height="28" rx="5" fill="#fff" />
    </g>
  )
}

function Lines({ at }: { at: number }) {
  return (
    <g fill={greyed}>
      <rect x="28" y={at} width="64" height="6" rx="3" />
      <rect x="36" y={at + 13} width="48" height="6" rx="3" />
    </g>
  )
}
