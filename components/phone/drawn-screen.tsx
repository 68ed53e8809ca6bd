import type { ReactNode } from 'react'
import type { Drawn } from '#lib/domain/lock/screens.ts'

/** The screen of a phone that cannot be used, drawn. Hidden from screen readers: the words under it say the same. */
export function DrawnScreen({ screen }: { screen: Drawn }) {
  const { glass, ink, shapes } = drawings[screen]
  return (
    <svg
      viewBox="0 0 120 184"
      width="92"
      height="141"
      aria-hidden="true"
      className="drawn-screen"
      fill="none"
      stroke={ink}
      strokeWidth="3.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M2 190V22A20 20 0 0122 2h76a20 20 0 0120 20v168" fill="#1b2226" stroke="none" />
      <path d="M8 190V23A15 15 0 0123 8h74a15 15 0 0115 15v167" fill={glass} stroke="none" />
      <circle cx="60" cy="17" r="3" fill="#5a676e" stroke="none" />
      {shapes}
    </svg>
  )
}

const [black, blue, white, green, slate, red] = [
  '#0d1214',
  '#0b1f4f',
  '#ffffff',
  '#16302a',
  '#1f2b31',
  '#3d1415',
]

type Drawing = { glass: string; ink: string; shapes: ReactNode }

const drawings: Record<Drawn, Drawing> = {
  payment: {
    glass: black,
    ink: '#ffffff',
    shapes: (
      <>
        <path d="M52 46v-5a8 8 0 0116 0v5M48 46h24v18H48z" />
        <Lines at={76} />
        <path
          d="M38 104h16v16H38zM66 104h16v16H66zM38 132h16v16H38zM66 132h6v6M82 132v16M70 148h2"
          strokeWidth="5"
        />
      </>
    ),
  },
  'knox-guard': {
    glass: blue,
    ink: '#bcd0ff',
    shapes: (
      <>
        <path d="M60 36l20 8v15c0 12-8 19-20 23-12-4-20-11-20-23V44z" />
        <Lines at={96} />
        <rect x="34" y="124" width="52" height="20" rx="10" fill="#3f6be0" stroke="none" />
      </>
    ),
  },
  offline: {
    glass: black,
    ink: '#f0c56e',
    shapes: (
      <>
        <path d="M36 58a34 34 0 0112-8M84 58a34 34 0 00-18-10M45 68a22 22 0 0112-6M54 78a9 9 0 0112 0M60 86v.2M40 42l40 48" />
        <Lines at={104} />
        <rect x="38" y="130" width="44" height="18" rx="9" />
      </>
    ),
  },
  sim: {
    glass: white,
    ink: '#33414a',
    shapes: (
      <>
        <path d="M48 34h16l10 10v26H48zM54 52h14v12H54z" />
        <rect x="32" y="84" width="56" height="14" rx="4" />
        <Keys />
      </>
    ),
  },
  google: {
    glass: white,
    ink: '#2f6fd0',
    shapes: (
      <>
        <path d="M60 36a9 9 0 100 18 9 9 0 000-18zM42 74a18 18 0 0136 0" />
        <Lines at={88} />
        <rect x="28" y="112" width="64" height="16" rx="4" stroke="#8d9aa0" />
        <rect x="62" y="142" width="30" height="16" rx="8" fill="#2f6fd0" stroke="none" />
      </>
    ),
  },
  xiaomi: {
    glass: white,
    ink: '#c2510c',
    shapes: (
      <>
        <rect x="45" y="32" width="30" height="30" rx="9" fill="#e8650f" stroke="none" />
        <path d="M53 54V41h9a5 5 0 015 5v8M60 54v-7" stroke="#ffffff" />
        <Box at={78} />
        <Box at={100} />
        <rect x="28" y="128" width="64" height="18" rx="9" fill="#e8650f" stroke="none" />
      </>
    ),
  },
  apple: {
    glass: white,
    ink: '#33414a',
    shapes: (
      <>
        <path d="M52 46v-5a8 8 0 0116 0v5M47 46h26v20H47zM60 54v4" />
        <Lines at={80} />
        <Box at={106} />
        <Box at={126} />
        <path d="M50 154h20" stroke="#2f6fd0" />
      </>
    ),
  },
  samsung: {
    glass: white,
    ink: '#1a3a8f',
    shapes: (
      <>
        <path d="M60 34a10 10 0 100 20 10 10 0 000-20zM42 76a18 16 0 0136 0" />
        <Lines at={88} />
        <rect x="28" y="114" width="64" height="14" rx="7" stroke="#8d9aa0" />
        <rect x="28" y="140" width="64" height="18" rx="9" fill="#1a3a8f" stroke="none" />
      </>
    ),
  },
  lost: {
    glass: green,
    ink: '#7fd6ae',
    shapes: (
      <>
        <path d="M60 82s18-16 18-30a18 18 0 00-36 0c0 14 18 30 18 30zM60 46a6 6 0 100 12 6 6 0 000-12z" />
        <Lines at={98} />
        <rect x="34" y="126" width="52" height="20" rx="10" />
      </>
    ),
  },
  pin: {
    glass: slate,
    ink: '#d5dde0',
    shapes: (
      <>
        <path d="M36 46v.2M52 46v.2M68 46v.2M84 46v.2" strokeWidth="9" />
        <Lines at={66} />
        <Keys />
      </>
    ),
  },
  stolen: {
    glass: red,
    ink: '#ff9f94',
    shapes: (
      <>
        <path d="M60 36l26 44H34zM60 52v12M60 71v.2" />
        <Lines at={98} />
        <Lines at={124} />
      </>
    ),
  },
}

function Lines({ at }: { at: number }) {
  return (
    <g fill="#8d9aa0" stroke="none">
      <rect x="30" y={at} width="60" height="6" rx="3" />
      <rect x="40" y={at + 11} width="40" height="6" rx="3" />
    </g>
  )
}

function Box({ at }: { at: number }) {
  return <rect x="28" y={at} width="64" height="14" rx="4" stroke="#8d9aa0" />
}

function Keys() {
  return (
    <path
      d="M40 116v.2M60 116v.2M80 116v.2M40 136v.2M60 136v.2M80 136v.2M40 156v.2M60 156v.2M80 156v.2"
      strokeWidth="9"
      stroke="#8d9aa0"
    />
  )
}
