"""What the AWS guide rests on in AWS's own API texts, and which sections' ground has moved. No part of the plugin."""
