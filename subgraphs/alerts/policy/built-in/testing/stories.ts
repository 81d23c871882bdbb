import { APP_STORIES } from './app-stories.ts'
import { AWS_STORIES } from './aws-stories.ts'
import { PEOPLE_STORIES } from './people-stories.ts'
import { PLACE_STORIES } from './place-stories.ts'
import type { Story } from './story.ts'
import { VOLUME_STORIES } from './volume-stories.ts'

/** For each policy on activities by its slug what it is for, and what is nearly that. */
export const STORIES: Record<string, Story> = {
  ...APP_STORIES,
  ...AWS_STORIES,
  ...PEOPLE_STORIES,
  ...PLACE_STORIES,
  ...VOLUME_STORIES,
}
