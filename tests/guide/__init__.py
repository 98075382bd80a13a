"""What the AWS guide in ``notes/`` holds, counted, and the lists that its texts are checked against."""
