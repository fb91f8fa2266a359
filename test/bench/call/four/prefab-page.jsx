/** The page of LiveKit's documentation, as it is there: a room, and in it the conference that comes ready made. */
import '@livekit/components-styles';
import { LiveKitRoom, VideoConference } from '@livekit/components-react';
import { createRoot } from 'react-dom/client';

const asked = new URLSearchParams(location.search);
const small = asked.has('small');

createRoot(document.querySelector('main')).render(
  <LiveKitRoom
    serverUrl={asked.get('url')}
    token={asked.get('token')}
    options={small ? { adaptiveStream: true, dynacast: true } : undefined}
    connect
    video
    audio
    data-lk-theme="default"
    style={small ? { width: '580px', height: '400px' } : { height: '100vh' }}
  >
    <VideoConference />
  </LiveKitRoom>,
);
