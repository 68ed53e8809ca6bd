import { Banner } from './ui/banner.tsx'

// Fewer are somebody's own slips.
const shownFrom = 3

type Props = { failures: number; title: string; text: string }

/** On the first page after signing in: that somebody tried to open the account before. */
export function FailuresNotice({ failures, title, text }: Props) {
  if (failures < shownFrom) return null
  return (
    <Banner tone="wait" title={title}>
      {text}
    </Banner>
  )
}
